// The operations of the room crypto.

import { byteArray, decode, fromHex } from '../bloomcoin/codec.mjs';
import {
  doubleSha256, merkleBranch, merkleLeaf, merkleRoot, sha256, tagged, verifyMerkleBranch, words,
} from '../bloomcoin/crypto.mjs';
import { publicKey, sign, verify } from '../bloomcoin/ed25519.mjs';
import { hashFromHex } from './json.mjs';

const signatureType = byteArray(64);

const leavesOf = (messages) => messages.map((message) => merkleLeaf(fromHex(message)));

function verifyBranch({ root, message, index, count, branch }) {
  verifyMerkleBranch(fromHex(root), merkleLeaf(fromHex(message)), index, count, branch.map(fromHex));
  return {};
}

function verifySignature({ public_key, message, signature }) {
  const key = hashFromHex(public_key);
  verify(key, fromHex(message), decode(signatureType, fromHex(signature)));
  return {};
}

export const operations = {
  'cry.sha256': (_, { message }) => ({ digest: sha256(fromHex(message)) }),
  'cry.double_sha256': (_, { message }) => ({ digest: doubleSha256(fromHex(message)) }),
  'cry.tagged_hash': (_, { tag, message }) => ({ digest: tagged(tag)(fromHex(message)) }),
  'cry.words': (_, { seed, skip, count }) => ({ words: words(hashFromHex(seed), skip, count) }),
  'mrk.root': (_, { messages }) => ({ root: merkleRoot(leavesOf(messages)) }),
  'mrk.branch': (_, { messages, index }) => ({ branch: merkleBranch(leavesOf(messages), index) }),
  'mrk.verify': (_, input) => verifyBranch(input),
  'sig.public': (_, { secret }) => ({ public_key: publicKey(fromHex(secret)) }),
  'sig.sign': (_, { secret, message }) => ({ signature: sign(fromHex(secret), fromHex(message)) }),
  'sig.verify': (_, input) => verifySignature(input),
};
