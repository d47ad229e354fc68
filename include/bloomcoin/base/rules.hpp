// The table of refusals: every rule that an input from outside can break, with
// its one sentence. The same id and sentence stand in spec/, in vectors and in
// test names. An id is never renumbered or reused; a dropped rule keeps its line
// and gets the word "retired".
// Definitions (rules that say how to compute) are not here: spec/ has them all.
#pragma once

#include <array>
#include <string_view>

namespace bloomcoin::base {

struct RuleEntry {
    std::string_view id;
    std::string_view sentence;
};

inline constexpr std::array rules{
    // spec/codec.md
    RuleEntry{"COD-1", "The bytes end before the value is complete."},
    RuleEntry{"COD-2", "Bytes follow the end of the value."},
    RuleEntry{"COD-3", "The number of hexadecimal digits is odd."},
    RuleEntry{"COD-4", "A character is not one of the hexadecimal digits 0-9 and a-f."},
    RuleEntry{"COD-10", "A list has more elements than it may have."},
    RuleEntry{"COD-12", "A binary32 is infinite or not a number."},
    RuleEntry{"COD-16", "An angle is not strictly between -8 and 8 radians."},
    // spec/crypto.md
    RuleEntry{"MRK-1", "The index is not below the number of leaves."},
    RuleEntry{"MRK-2", "The branch has not as many hashes as the place in the tree asks for."},
    RuleEntry{"MRK-3", "The branch does not lead to the root."},
    RuleEntry{"SIG-1", "S of the signature is not below the order of the group."},
    RuleEntry{"SIG-2", "The public key is not the canonical encoding of a point."},
    RuleEntry{"SIG-3", "R of the signature is not the canonical encoding of a point."},
    RuleEntry{"SIG-4", "The public key is of small order."},
    RuleEntry{"SIG-5", "R of the signature is of small order."},
    RuleEntry{"SIG-6", "The signature does not satisfy the equation S B = R + k A."},
    // spec/kuramoto.md
    RuleEntry{"MRG-1", "A merge has no states or more than 1024."},
    RuleEntry{"MRG-2", "A state of a merge has no phases."},
    RuleEntry{"MRG-3", "The weights of a merge are all zero."},
    // spec/chain.md
    RuleEntry{"HDR-1", "The version is not 1."},
    RuleEntry{"HDR-2", "The bloom step is not a step at which a bloom can be complete."},
    RuleEntry{"HDR-3", "The coherence is not one that a coherent state can have."},
    RuleEntry{"HDR-8", "The header before this one is not known."},
    RuleEntry{"HDR-9", "A block before this one is invalid."},
    RuleEntry{"HDR-10", "The time is not after that of the header before."},
    RuleEntry{"HDR-11", "The time is more than 7200 seconds ahead of the clock."},
    RuleEntry{"HDR-12", "The difficulty is not the one that the height requires."},
    RuleEntry{"WRK-1", "The difficulty is zero."},
    RuleEntry{"WRK-2", "The hash times the difficulty is not below 2^256."},
    RuleEntry{"POC-1", "The oscillators of this header and nonce do not bloom."},
    RuleEntry{"POC-2", "The bloom happens at another step than the header says."},
    RuleEntry{"POC-3", "The coherence at the bloom is not the one that the header says."},
    RuleEntry{"POC-4", "The mean phase at the bloom is not the one that the header says."},
    RuleEntry{"POC-5", "The phases at the bloom do not have the digest that the header says."},
    RuleEntry{"BLK-1", "A block has more bytes than a block may have."},
    RuleEntry{"BLK-2", "A block has no transactions."},
    RuleEntry{"BLK-3", "The Merkle root of the header is not that of the transactions."},
    RuleEntry{"BLK-4", "The first transaction of a block is not a coinbase."},
    RuleEntry{"BLK-5", "A transaction of a block other than the first is a coinbase."},
    RuleEntry{"BLK-6", "The lock height of the coinbase is not the height of the block."},
    RuleEntry{"BLK-7", "The coinbase is worth more than the reward and the fees."},
    RuleEntry{"TXN-1", "The version of a transaction is not 1."},
    RuleEntry{"TXN-2", "A transaction has not as many signatures as inputs."},
    RuleEntry{"TXN-3", "A transaction that is not a coinbase has no outputs."},
    RuleEntry{"TXN-4", "The amount of an output is zero or above the supply."},
    RuleEntry{"TXN-5", "The outputs of a transaction are together worth more than the supply."},
    RuleEntry{"TXN-6", "Two inputs of a transaction spend the same outpoint."},
    RuleEntry{"TXN-7", "The lock height of a transaction is above the height of the block."},
    RuleEntry{"TXN-8", "An input spends an output that is not there."},
    RuleEntry{"TXN-9", "An input spends an output of a coinbase that is not mature."},
    RuleEntry{"TXN-10", "The public key of an input does not have the address of the output that it spends."},
    RuleEntry{"TXN-11", "The outputs of a transaction are worth more than its inputs."},
    RuleEntry{"MPL-1", "A coinbase does not wait in the pool."},
    RuleEntry{"MPL-2", "The transaction is in the pool already."},
    RuleEntry{"MPL-3", "An input spends what another transaction in the pool spends."},
    RuleEntry{"MPL-4", "The fee is less than one unit for each byte."},
    RuleEntry{"MPL-5", "More than 24 transactions in the pool come before the transaction."},
    RuleEntry{"MPL-6", "The pool is full of transactions that pay better."},
    // spec/wire.md
    RuleEntry{"ADR-2", "The address is not one that a host can have."},
    RuleEntry{"ADR-3", "The port is zero."},
    RuleEntry{"ADR-4", "The records do not ascend by address and port."},
    RuleEntry{"MSG-1", "A character of the user agent is not printable ASCII."},
    RuleEntry{"MSG-2", "An entry names neither a block nor a transaction."},
    RuleEntry{"MSG-3", "The coherence is above 1."},
    RuleEntry{"MSG-4", "The phases are not as many as the oscillators."},
    RuleEntry{"MSG-5", "A message in a batch is a batch or of no known kind."},
    RuleEntry{"MSG-6", "More blocks are asked for than one answer can name."},
    RuleEntry{"FRM-1", "The magic is not that of the network."},
    RuleEntry{"FRM-2", "A reserved byte is not zero."},
    RuleEntry{"FRM-3", "The payload is longer than its kind allows."},
    RuleEntry{"FRM-4", "The checksum is not that of the payload."},
    RuleEntry{"CMP-1", "The compact dialect cannot say the message."},
    RuleEntry{"CMP-2", "The port is above 65535."},
    RuleEntry{"CMP-3", "The coherence is not from 0 to 1."},
    RuleEntry{"CMP-4", "There are no phases."},
};

}  // namespace bloomcoin::base
