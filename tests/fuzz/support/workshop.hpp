// Makes blocks and transactions as events ask for them, most of them right and some with one fault.
// It knows all blocks and coins that it ever made, on whatever branch they are.
#pragma once

#include "../../property/support/chain_builder.hpp"
#include "event.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace bloomcoin::fuzz {

using param::Tiny;

struct KnownBlock {
    chain::Block block;
    chain::Ancestry ancestry;  // of the block after it
};

struct OwnCoin {
    test::Spend spend;
    chain::Amount amount;
};

class Workshop {
public:
    Workshop() {
        const chain::Block& genesis = chain::genesis_block<Tiny>();
        blocks_.push_back({genesis, chain::ancestry_of_genesis<Tiny>(genesis.header)});
    }

    const std::vector<KnownBlock>& blocks() const { return blocks_; }

    const KnownBlock& any_block(std::uint8_t which) const { return blocks_[which % blocks_.size()]; }

    /// The block that an event builds on: most often the tip.
    const chain::Ancestry& parent(const Event& event, const chain::Ancestry& tip) const {
        return event.which < 160 ? tip : any_block(event.which).ancestry;
    }

    /// A block as the event asks for it, or with nothing but a coinbase.
    chain::Block block(const Event& event, const chain::Ancestry& parent, bool is_plain) {
        chain::Block block;
        chain::Amount fees = 0;
        for (unsigned i = 0; !is_plain && i < event.count % 4; ++i) {
            if (auto made = transaction(event, i)) {
                fees += made->second;
                block.transactions.push_back(std::move(made->first));
            }
        }
        const test::Key& payee = keys()[event.coin % keys().size()];
        const chain::Height height = parent.height + 1;
        const auto pay = chain::reward_of<Tiny>(height) + fees;
        block.transactions.insert(block.transactions.begin(), chain::coinbase_of(height, pay, payee.address));
        block.header.previous = parent.hash;
        block.header.time_s = parent.time_s + 1 + event.value % 64;
        block.header.difficulty = chain::difficulty_after(parent);

        const unsigned fault = is_plain || event.fault < 128 ? no_fault : event.fault % no_fault;
        spoil_content(block, fault, event);
        block.header.merkle_root = chain::merkle_root_of(block.transactions);
        spoil_header(block, fault, event);
        if (const auto mined = chain::mine<Tiny>(block.header, 256).header) block.header = *mined;
        spoil_bloom(block.header, fault, event);
        return block;
    }

    /// Remembers a block, so that others can be built on it and its coins be spent.
    void remember(const chain::Block& block, const chain::Ancestry& parent) {
        // No ancestry is made of a header that nothing can follow.
        if (!chain::check_structure<Tiny>(block.header)) return;
        blocks_.push_back({block, chain::ancestry_after<Tiny>(parent, block.header)});
        if (!block.transactions.empty()) remember_coins(block.transactions.front());
    }

    /// A transaction that spends coins of the workshop, and its fee; nothing if there is no coin.
    std::optional<std::pair<chain::Transaction, chain::Amount>> transaction(const Event& event, unsigned nth) {
        if (coins_.empty()) return std::nullopt;
        const auto coin = [&](std::size_t place) { return coins_[coins_.size() - 1 - place % coins_.size()]; };
        // With one or two outputs each, the transactions of an event spend different coins.
        const std::size_t back = event.coin + 3 * std::size_t{nth};
        std::vector<OwnCoin> spent{coin(back)};
        if (const OwnCoin second = coin(back + event.count / 16U);
            second.spend.outpoint != spent.front().spend.outpoint) {
            spent.push_back(second);
        }
        std::vector<test::Spend> spends;
        chain::Amount sum = 0;
        for (const OwnCoin& own : spent) {
            spends.push_back(own.spend);
            sum += own.amount;
        }
        const chain::Amount fee = std::min(sum - 1, 200 * ((event.value >> 8) % 16 + nth));
        const std::size_t output_count = 1 + event.count / 4 % 4;
        std::vector<chain::Output> outputs;
        for (std::size_t i = 0; i < output_count; ++i) {
            const chain::Amount share =
                i == 0 ? sum - fee - (sum - fee) / output_count * (output_count - 1) : (sum - fee) / output_count;
            outputs.push_back({share, keys()[(event.coin + i) % keys().size()].address});
        }
        chain::Transaction made = test::transfer<Tiny>(spends, std::move(outputs));
        if (nth == 0 && event.spoiled >= 128) spoil(made, spends, event);
        remember_coins(made);
        return std::pair{std::move(made), fee};
    }

    static const std::array<test::Key, 4>& keys() {
        static const std::array keys{test::key_of(0), test::key_of(1), test::key_of(2), test::key_of(3)};
        return keys;
    }

private:
    static constexpr unsigned no_fault = 18;

    /// Faults that the Merkle root commits to.
    static void spoil_content(chain::Block& block, unsigned fault, const Event& event) {
        chain::TransactionBody& coinbase = block.transactions.front().body;
        switch (fault) {
            case 0:
                coinbase.lock_height += event.length;
                return;
            case 1:
                coinbase.inputs.emplace_back();
                return;
            case 2:
                coinbase.outputs.push_back({event.value, {}});
                return;
            case 3:
                coinbase.outputs.clear();
                return;
            case 4:
                block.transactions.push_back(block.transactions.back());
                return;
            case 5:
                std::swap(block.transactions.front(), block.transactions.back());
                return;
            default:
                return;
        }
    }

    /// Faults that are mined.
    static void spoil_header(chain::Block& block, unsigned fault, const Event& event) {
        switch (fault) {
            case 6:
                block.header.merkle_root[event.length % 32] ^= 1;
                return;
            case 7:
                block.transactions.clear();
                return;
            case 8:
                block.header.version = event.length;
                return;
            case 9:
                block.header.previous[event.length % 32] ^= 1;
                return;
            case 10:
                block.header.time_s -= event.length;
                return;
            case 11:
                block.header.time_s += event.length;
                return;
            case 12:
                block.header.time_s = event.value;
                return;
            case 13:
                block.header.difficulty += event.value;
                return;
            default:
                return;
        }
    }

    static void spoil_bloom(chain::Header& header, unsigned fault, const Event& event) {
        switch (fault) {
            case 14:
                header.bloom_step = event.length % 80;
                return;
            case 15:
                header.coherence -= event.length;
                return;
            case 16:
                ++header.mean_phase;
                return;
            case 17:
                header.bloom_digest[event.length % 32] ^= 1;
                return;
            default:
                return;
        }
    }

    static void spoil(chain::Transaction& made, std::vector<test::Spend> spends, const Event& event) {
        switch (event.spoiled % 8) {
            case 0:
                made.signatures.front()[event.length % 64] ^= 1;
                return;
            case 1:
                made.signatures.pop_back();
                return;
            case 2:
                made.body.version = event.length;
                break;
            case 3:
                made.body.lock_height = event.length;
                break;
            case 4:
                made.body.outputs.front().amount += event.value;
                break;
            case 5:
                made.body.outputs.clear();
                break;
            case 6:
                made.body.inputs.front().public_key = keys()[event.length % keys().size()].public_key;
                break;
            case 7:
                made.body.inputs.push_back(made.body.inputs.front());
                spends.push_back(spends.front());
                break;
            default:
                break;
        }
        test::sign_all<Tiny>(made, spends);
    }

    void remember_coins(const chain::Transaction& made) {
        const base::Hash txid = chain::txid_of(made.body);
        std::uint32_t index = 0;
        for (const chain::Output& output : made.body.outputs) {
            for (const test::Key& key : keys()) {
                if (key.address == output.address && output.amount > 0 && output.amount <= chain::supply<Tiny>) {
                    coins_.push_back({{{txid, index}, key}, output.amount});
                }
            }
            ++index;
        }
    }

    std::vector<KnownBlock> blocks_;
    std::vector<OwnCoin> coins_;
};

}  // namespace bloomcoin::fuzz
