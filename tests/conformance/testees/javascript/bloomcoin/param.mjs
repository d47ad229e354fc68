// param: the profiles and the constants derived from them (spec/param.md).

import { PHI, PI, SQRT5, divideRound } from './num.mjs';

/** All networks begin at this time (PAR-6). */
export const TIME_OF_GENESIS_S = 1767225600n;

/** PAR-3: the same for all profiles. */
export const FREQUENCY_SCALE = Number(divideRound((3n * SQRT5 - 5n * (1n << 60n)) << 32n, 400n * PI));

/** PAR-4. */
function couplingGain(oscillatorCount) {
  return divideRound(PHI << 46n, 300n * BigInt(oscillatorCount) * PI);
}

// PAR-6 and PAR-7, as `mainnet`, `fast` and `secure` have them.
const COMMON = {
  bloomRun: 7,
  intervalTargetS: 420,
  retargetWindow: 123,
  coinbaseMaturity: 123,
  halvingInterval: 15127,
  blockSizeMax: 1048576,
  poolSizeMax: 16777216,
  poolAgeMax: 369,
  keptMax: 64,
  port: 7618,
  payloadSizeMax: 1048576,
};

function profile(own) {
  const all = { ...COMMON, ...own };
  return Object.freeze({
    ...all,
    magic: Buffer.from(all.magic, 'hex'),
    couplingGain: couplingGain(all.oscillatorCount),
    // AMT-3: 685410196 has 14 bits set.
    supply: (2n * 685410196n - 14n) * BigInt(all.halvingInterval),
  });
}

const LIST = [
  profile({
    name: 'mainnet', magic: '424c4300', oscillatorCount: 63, stepCount: 1000, difficultyInitial: 4n, genesisNonce: 299n,
  }),
  profile({
    name: 'testnet', magic: '424c5400', oscillatorCount: 63, stepCount: 1000, difficultyInitial: 4n, genesisNonce: 501n,
    intervalTargetS: 60, retargetWindow: 10, port: 8333,
  }),
  profile({
    name: 'fast', magic: '424c4600', oscillatorCount: 31, stepCount: 500, difficultyInitial: 2n, genesisNonce: 46n,
  }),
  profile({
    name: 'secure', magic: '424c5300', oscillatorCount: 127, stepCount: 2000, difficultyInitial: 6n, genesisNonce: 870n,
  }),
  profile({
    name: 'tiny', magic: '424c5900', oscillatorCount: 5, stepCount: 64, difficultyInitial: 1n, genesisNonce: 4n,
    intervalTargetS: 10, retargetWindow: 5, coinbaseMaturity: 3, halvingInterval: 20, blockSizeMax: 4096,
    poolSizeMax: 6144, poolAgeMax: 8, keptMax: 4, payloadSizeMax: 8192,
  }),
];

/** PAR-2: the profiles by name. */
export const PROFILES = new Map(LIST.map((each) => [each.name, each]));
