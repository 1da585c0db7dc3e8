#!/usr/bin/env bash
# A temperature of -2.5, rounded in a form, is -3 in one engine of this field and -2 in another.
#
# Seen with: openrosa-xpath-evaluator 3.1.0 (npm), which reckons the forms of Enketo, beside the
# XPath 1.0 evaluator of jsdom 26.1.0, over one document. round() of a number that lies half-way
# goes away from zero in the first (-2.5 gives -3, -0.5 gives -1). XPath 1.0, which ODK XForms
# builds on, takes the one nearer to positive infinity (-2, -0). Positive halves agree.
# For us: a limit such as round(.) >= -2 lets -2.5 pass on one phone and not on another. Our
# expressions round as XPath says (crates/passamano-core/src/expr/tests.rs); a pack that is written
# for both compares without rounding.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts openrosa-xpath-evaluator@3.1.0 jsdom@26.1.0
cat > look.js <<'JS'
const assert = require('node:assert');
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('');
const { XPathResult, Node, XPathEvaluator, document } = window;
Object.assign(globalThis, { window, document, XPathResult, Node, XPathEvaluator });
const enketo = require('openrosa-xpath-evaluator')();
const form = new window.DOMParser().parseFromString('<data><temp>-2.5</temp></data>', 'text/xml');

const round = (expression) => [enketo, new XPathEvaluator()].map((engine) =>
  engine.evaluate(expression, form.documentElement, null, XPathResult.NUMBER_TYPE, null).numberValue);
const seen = ['round(/data/temp)', 'round(-0.5)', 'round(2.5)', 'round(-2.51)'].map((expression) => {
  const [ours, xpath] = round(expression);
  console.log(`${expression}: ${ours} in openrosa-xpath-evaluator, ${xpath} by XPath 1.0`);
  return [ours, xpath];
});
assert.deepEqual(seen, [[-3, -2], [-1, -0], [3, 3], [-3, -3]]);
JS
node look.js
echo "as found"
