// Amounts and transactions, as far as they need nothing else (spec/chain.md, AMT and TXN).
//
// The fields of records have the names of the specification.

import { refuseIf } from '../base.mjs';
import { byteArray, encode, hash, list, record, u32, u64 } from '../codec.mjs';
import { tagged } from '../crypto.mjs';

// TXN-12.
const outpointType = record({ txid: hash, index: u32 });
const bodyType = record({
  version: u32,
  inputs: list(256, record({ outpoint: outpointType, public_key: hash })),
  outputs: list(256, record({ amount: u64, address: hash })),
  lock_height: u32,
});
export const transactionType = record({ body: bodyType, signatures: list(256, byteArray(64)) });

const idHash = tagged('BLC/tx/id');
const signHash = tagged('BLC/tx/sign');
const addressHash = tagged('BLC/address');

/** AMT-2. */
export function rewardOf(profile, height) {
  const halvings = Math.floor(height / profile.halvingInterval);
  return halvings < 64 ? 685410196n >> BigInt(halvings) : 0n;
}

/** TXN-13. */
export function txidOf(transaction) {
  return idHash(encode(bodyType, transaction.body));
}

/** TXN-14. */
export function signatureHashOf(profile, transaction) {
  return signHash(profile.magic, encode(bodyType, transaction.body));
}

/** TXN-15. */
export function addressOf(publicKey) {
  return addressHash(publicKey);
}

/** TXN-16. */
export function isCoinbase(transaction) {
  return transaction.body.inputs.length === 0;
}

/** What the outputs of a transaction are worth together. */
export function outputSum(transaction) {
  return transaction.body.outputs.reduce((sum, output) => sum + output.amount, 0n);
}

/** An outpoint as text. The order of these texts is that of txids, byte by byte, and then of indices (LED-2). */
export function outpointKey(txid, index) {
  return txid.toString('hex') + index.toString(16).padStart(8, '0');
}

export function keyOfInput({ outpoint }) {
  return outpointKey(outpoint.txid, outpoint.index);
}

/** TXN-17. */
export function checkTransaction(profile, transaction) {
  const { version, inputs, outputs } = transaction.body;
  refuseIf(version !== 1, 'TXN-1');
  refuseIf(transaction.signatures.length !== inputs.length, 'TXN-2');
  refuseIf(!isCoinbase(transaction) && outputs.length === 0, 'TXN-3');
  refuseIf(outputs.some(({ amount }) => amount === 0n || amount > profile.supply), 'TXN-4');
  refuseIf(outputSum(transaction) > profile.supply, 'TXN-5');
  refuseIf(new Set(inputs.map(keyOfInput)).size !== inputs.length, 'TXN-6');
}

/** A coinbase of this height (TXN-16), with one output, or with none if there is nothing to pay out. */
export function makeCoinbase(height, amount, address) {
  const outputs = amount > 0n ? [{ amount, address }] : [];
  return { body: { version: 1, inputs: [], outputs, lock_height: height }, signatures: [] };
}
