// Parses PowerShell files and fails at the first place that the grammar does not understand.
// Usage: node .ci/parse-powershell.mjs FILE…

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';

const grammar = fileURLToPath(import.meta.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm'));

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));

const files = process.argv.slice(2);
const mistakes = files.flatMap(file => mistakesIn(file, parser.parse(readFileSync(file, 'utf8')).rootNode));
mistakes.forEach(mistake => console.error(mistake));
process.exitCode = mistakes.length > 0 || files.length === 0 ? 1 : 0;

function mistakesIn(file, node) {
  if (node.isError || node.isMissing) {
    const { row, column } = node.startPosition;
    return [`${file}(${row + 1},${column + 1}): ${node.isMissing ? `missing ${node.type}` : 'syntax error'}`];
  }
  return node.hasError ? node.children.flatMap(child => mistakesIn(file, child)) : [];
}
