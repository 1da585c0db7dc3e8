#!/usr/bin/env bash
# A card that says "N° 12" (Italian, French) or "Nº 12" (Spanish, Portuguese) is read in Japanese.
#
# Seen with: segno 1.6.6 writes the QR code, zxing-cpp 3.1.1 reads it (Python packages). The code
# holds the bytes of Latin-1, which is QR's default and segno's; zxing-cpp guesses Shift_JIS from
# the one sign that both have, and gives "Nｰ 12" and "Nｺ 12" (half-width katakana). With an accent
# elsewhere ("Città-12") it guesses right. The bytes it gives beside the text are right.
# For us: the app's decoder takes bytes, UTF-8 or else Latin-1, and codes are compared without any
# sign; a reader of the browser may give the katakana, which therefore count as signs too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install \
  segno==1.6.6 zxing-cpp==3.1.1 numpy==2.3.5 pillow==12.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
import segno
import zxingcpp
from PIL import Image

def read(text):
    file = io.BytesIO()
    segno.make(text, micro=False).save(file, kind="png", scale=8)
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(file.getvalue())).convert("L"))
    print(f"{text} -> {code.text} from {code.bytes}")
    return code.text, code.bytes

assert read("N° 12") == ("N\uff70 12", b"N\xb0 12")
assert read("Nº 12") == ("N\uff7a 12", b"N\xba 12")
assert read("Nucleo n°7") == ("Nucleo n\uff707", b"Nucleo n\xb07")
assert read("Città-12") == ("Città-12", b"Citt\xe0-12")
PYTHON
echo "as found"
