// The operations of the room param.

import { FREQUENCY_SCALE } from '../bloomcoin/param.mjs';

export const operations = {
  'par.profile': (profile) => ({
    name: profile.name,
    magic: profile.magic,
    oscillator_count: profile.oscillatorCount,
    step_count: profile.stepCount,
    bloom_run: profile.bloomRun,
    difficulty_initial: profile.difficultyInitial,
    frequency_scale: FREQUENCY_SCALE,
    coupling_gain: profile.couplingGain,
  }),
  'par.wire': (profile) => ({ port: profile.port, payload_size_max: profile.payloadSizeMax }),
  'par.chain': (profile) => ({
    interval_target_s: profile.intervalTargetS,
    retarget_window: profile.retargetWindow,
    coinbase_maturity: profile.coinbaseMaturity,
    halving_interval: profile.halvingInterval,
    block_size_max: profile.blockSizeMax,
    pool_size_max: profile.poolSizeMax,
    pool_age_max: profile.poolAgeMax,
    kept_max: profile.keptMax,
    supply: profile.supply,
  }),
};
