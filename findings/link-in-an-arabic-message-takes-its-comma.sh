#!/usr/bin/env bash
# An invitation link in an Arabic or Urdu message takes the comma, the full stop or the mark behind
# it along, or is no link at all.
#
# Seen with: linkify-it 5.0.0, linkifyjs 4.3.2, autolinker 4.1.5 (npm). The first two keep "،"
# (Arabic comma), "۔" (Urdu full stop) and the direction marks U+200E and U+200F as part of the
# link, though both leave "," and "." out. After the isolate U+2068, which keyboards put around a
# link in right-to-left text, linkify-it finds no link, and linkifyjs keeps the closing U+2069.
# autolinker cuts right in all of these.
# For us: of what stands after /join/ only letters of a link are read, and its checksum decides.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund linkify-it@5.0.0 linkifyjs@4.3.2 autolinker@4.1.5
cat > found.cjs <<'JS'
const assert = require("node:assert");
const linkifyIt = require("linkify-it")();
const linkifyJs = require("linkifyjs");
const { Autolinker } = require("autolinker");
const link = "https://hub.example.org/#/join/AbC_9-x";
const found = (text) => [
  (linkifyIt.match(text) ?? []).map((m) => m.url),
  linkifyJs.find(text).map((m) => m.href),
  Autolinker.parse(text, { urls: true }).map((m) => m.getAnchorHref()),
].map((links) => links[0] ?? null);
for (const sign of ["\u060c", "\u06d4", "\u200e", "\u200f"]) {
  const links = found(`${link}${sign} مرحبا`);
  console.log(`U+${sign.charCodeAt(0).toString(16).padStart(4, "0")} behind it:`, JSON.stringify(links));
  assert.deepStrictEqual(links, [link + sign, link + sign, link]);
}
for (const sign of [",", "."]) assert.deepStrictEqual(found(`${link}${sign} ciao`), [link, link, link]);
const isolated = found(`\u2068${link}\u2069`);
console.log("between U+2068 and U+2069:", JSON.stringify(isolated));
assert.deepStrictEqual(isolated, [null, `${link}\u2069`, link]);
JS
node found.cjs
echo "as found"
