// Formulas of TeX, a list as JSON on standard input, as MathML, a list as JSON on standard output.
const katex = require('/usr/share/javascript/katex/katex.js');

const formulas = JSON.parse(require('fs').readFileSync(0));
const rendered = formulas.map(([tex, displayMode]) => {
    try {
        return katex.renderToString(tex, {displayMode, output: 'mathml', strict: 'error'});
    } catch (error) {
        console.error(`${tex}: ${error.message}`);
        process.exit(65);
    }
});
console.log(JSON.stringify(rendered));
