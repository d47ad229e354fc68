// BloomCoin: the umbrella over all rooms, in floor order. A floor includes only floors
// that stand before it in this list; tests/property/floors.py checks that.
// Spec: spec/00-reading.md.
#pragma once

// base: words that everybody speaks
#include <bloomcoin/base/assume.hpp>
#include <bloomcoin/base/bytes.hpp>
#include <bloomcoin/base/result.hpp>
#include <bloomcoin/base/rule.hpp>
#include <bloomcoin/base/rules.hpp>

// num: numbers with one exact answer
#include <bloomcoin/num/expo.hpp>
#include <bloomcoin/num/fixed.hpp>
#include <bloomcoin/num/lucas.hpp>
#include <bloomcoin/num/root.hpp>
#include <bloomcoin/num/turn.hpp>
#include <bloomcoin/num/wide.hpp>

// param: what a network fixes
#include <bloomcoin/param/networks.hpp>
#include <bloomcoin/param/profile.hpp>

// codec: values as bytes, one way only
#include <bloomcoin/codec/binary32.hpp>
#include <bloomcoin/codec/fields.hpp>
#include <bloomcoin/codec/hex.hpp>
#include <bloomcoin/codec/reader.hpp>
#include <bloomcoin/codec/writer.hpp>

// crypto: hashes and what is drawn from them, trees of them, signatures
#include <bloomcoin/crypto/hash.hpp>
#include <bloomcoin/crypto/merkle.hpp>
#include <bloomcoin/crypto/sign.hpp>
#include <bloomcoin/crypto/stream.hpp>
#include <bloomcoin/crypto/stream_avx512.hpp>

// kuramoto: coupled oscillators, and when they bloom
#include <bloomcoin/kuramoto/bloom.hpp>
#include <bloomcoin/kuramoto/fast_stream.hpp>
#include <bloomcoin/kuramoto/instructions.hpp>
#include <bloomcoin/kuramoto/kernels.hpp>
#include <bloomcoin/kuramoto/lane_block.hpp>
#include <bloomcoin/kuramoto/lanes.hpp>
#include <bloomcoin/kuramoto/merge.hpp>
#include <bloomcoin/kuramoto/negentropy.hpp>
#include <bloomcoin/kuramoto/order.hpp>
#include <bloomcoin/kuramoto/patience.hpp>
#include <bloomcoin/kuramoto/patience_tables.hpp>
#include <bloomcoin/kuramoto/seed.hpp>
#include <bloomcoin/kuramoto/state.hpp>
#include <bloomcoin/kuramoto/step.hpp>
#include <bloomcoin/kuramoto/words_avx2.hpp>
#include <bloomcoin/kuramoto/words_avx512.hpp>
#include <bloomcoin/kuramoto/words_neon.hpp>
#include <bloomcoin/kuramoto/words_portable.hpp>

// chain: transactions, blocks, the ledger, and the choice between branches
#include <bloomcoin/chain/accept.hpp>
#include <bloomcoin/chain/amount.hpp>
#include <bloomcoin/chain/assemble.hpp>
#include <bloomcoin/chain/batch.hpp>
#include <bloomcoin/chain/block.hpp>
#include <bloomcoin/chain/check.hpp>
#include <bloomcoin/chain/choice.hpp>
#include <bloomcoin/chain/genesis.hpp>
#include <bloomcoin/chain/header.hpp>
#include <bloomcoin/chain/ledger.hpp>
#include <bloomcoin/chain/mempool.hpp>
#include <bloomcoin/chain/mine.hpp>
#include <bloomcoin/chain/retarget.hpp>
#include <bloomcoin/chain/search.hpp>
#include <bloomcoin/chain/state.hpp>
#include <bloomcoin/chain/tx.hpp>
#include <bloomcoin/chain/work.hpp>

// wire: messages, and the two ways to put them into bytes
#include <bloomcoin/wire/address.hpp>
#include <bloomcoin/wire/compact.hpp>
#include <bloomcoin/wire/dialect.hpp>
#include <bloomcoin/wire/frame.hpp>
#include <bloomcoin/wire/framed.hpp>
#include <bloomcoin/wire/message.hpp>
