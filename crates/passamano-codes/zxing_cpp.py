"""Reads the pictures of a folder with zxing-cpp, for the table of `cargo xtask bench`.

Prints for each: name, whether it was read right, microseconds.
"""

import pathlib
import sys
import time

import numpy
import zxingcpp

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.pgm")):
    kind, size, deepest, pixels = path.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    picture = numpy.frombuffer(pixels, numpy.uint8).reshape(height, width)
    begun = time.perf_counter()
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    took = (time.perf_counter() - begun) * 1e6
    text = path.with_suffix(".txt").read_text("utf-8")
    print(path.stem, any(code.text == text for code in found), int(took), sep="\t")
