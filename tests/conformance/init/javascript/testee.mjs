// {{name}}, as BloomCoin's conformance suite asks for it: one JSON object a line comes in, one goes out.
//
// An operation is a function of `in` and of the profile that returns `out`, or throws a Refusal with the id of the
// first rule that is broken. Write one, or call your own implementation, and name it in operations: then it
// is asked for.

class Refusal extends Error {}

// The product of two fractions in units of 2^-15, to the nearest, ties upward. [NUM-3]
function mulr({ a, b }) {
  return { value: (a * b + 2 ** 14) >> 15 };
}

// The greatest integer whose square is not above n. Integers of 64 bits come and go as texts: numbers are exact only
// up to 2^53. [NUM-5]
function isqrt({ n }) {
  const square = BigInt(n);
  let low = 0n;
  let high = 1n << 32n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle * middle <= square) low = middle;
    else high = middle;
  }
  return { root: Number(low) };
}

// The checks stand in the order of the specification: the first broken rule is the answer. [COD-8]
function from_hex({ text }) {
  const data = Buffer.from(text, "utf8");
  if (data.length % 2 !== 0) throw new Refusal("COD-3");
  if (!/^[0-9a-f]*$/.test(text)) throw new Refusal("COD-4");
  return { bytes: [...Buffer.from(text, "hex")] };
}

const operations = { "num.mulr": mulr, "num.isqrt": isqrt, "cod.from_hex": from_hex };
const hello = {
  protocol: 1,
  name: "{{name}}",
  version: "0.1.0",
  language: "JavaScript",
  ops: Object.keys(operations),
  profiles: ["mainnet"],
};

// `out`, `rule` or `unsupported`.
function answer({ op, profile, in: given }) {
  if (!Object.hasOwn(operations, op)) return { unsupported: `there is no operation ${op}` };
  try {
    return { out: operations[op](given, profile) };
  } catch (error) {
    if (error instanceof Refusal) return { rule: error.message };
    throw error;
  }
}

function reply(line) {
  const message = JSON.parse(line);
  const said = message.hello ? { hello } : { id: message.id, ...answer(message) };
  process.stdout.write(JSON.stringify(said) + "\n");
}

// Lines end at \n alone. The module readline would end them at U+2028, too, which a text may have.
let rest = "";
process.stdin.setEncoding("utf8");
for await (const chunk of process.stdin) {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop();
  lines.forEach(reply);
}
