// A testee: answers the conformance runner's questions, one JSON object a line.
//
// Written from spec/ and tests/vectors/README.md by somebody who had not seen the headers, nor the other testees.
// Protocol: tests/conformance/runner/PROTOCOL.md. Node.js 18 or later, no packages.

import { Refusal } from './bloomcoin/base.mjs';
import { PROFILES } from './bloomcoin/param.mjs';
import { operations as chain } from './operations/chain.mjs';
import { operations as codec } from './operations/codec.mjs';
import { operations as crypto } from './operations/crypto.mjs';
import { toJson } from './operations/json.mjs';
import { operations as kuramoto } from './operations/kuramoto.mjs';
import { operations as num } from './operations/num.mjs';
import { operations as param } from './operations/param.mjs';
import { operations as wire } from './operations/wire.mjs';

const OPERATIONS = new Map(Object.entries({ ...num, ...param, ...codec, ...crypto, ...kuramoto, ...chain, ...wire }));
const PROTOCOL = 1;
const LINE_END = 0x0a;

function greeting() {
  return {
    hello: {
      protocol: PROTOCOL,
      name: 'bloomcoin-javascript',
      version: '1.0.0',
      language: 'JavaScript',
      ops: [...OPERATIONS.keys()],
      profiles: [...PROFILES.keys()],
    },
  };
}

function answer({ id, op, profile, in: input }) {
  const operation = OPERATIONS.get(op);
  if (!operation) return { id, unsupported: `the operation ${op}` };
  if (profile !== 'any' && !PROFILES.has(profile)) return { id, unsupported: `the profile ${profile}` };
  try {
    return { id, out: toJson(operation(PROFILES.get(profile), input)) };
  } catch (error) {
    if (error instanceof Refusal) return { id, rule: error.rule };
    throw error;
  }
}

// The lines of a stream. Only a line feed ends one; node:readline would take U+2028 within a text for an end too.
async function* linesOf(stream) {
  let pieces = [];
  for await (let chunk of stream) {
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END)) {
      yield Buffer.concat([...pieces, chunk.subarray(0, end)]).toString('utf8');
      pieces = [];
      chunk = chunk.subarray(end + 1);
    }
    pieces.push(chunk);
  }
}

// All of a line is written before the next request is read; a pipe that is full for now is waited for.
function writeLine(value) {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${JSON.stringify(value)}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

for await (const line of linesOf(process.stdin)) {
  const request = JSON.parse(line);
  await writeLine(request.hello ? greeting() : answer(request));
}
