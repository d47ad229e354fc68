// A run of the acceptor: events happen to a chain::ChainState, and what is asserted is asked after each
// event and at the end.
#pragma once

#include "model.hpp"
#include "workshop.hpp"

#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace bloomcoin::fuzz {

inline constexpr std::size_t block_count_max = 48;

class Run {
public:
    /// A run that begins with some blocks of a common branch, so that there are mature coins.
    static const Run& begun(std::uint8_t begin) {
        static const std::vector<Run> runs = [] {
            std::vector<Run> grown(1);
            while (grown.size() < 13) {
                Run run = grown.back();
                run.happen(Event{}, {});  // one plain block on the tip
                require(run.tip().height == grown.size(), "a block that breaks no rule is the tip");
                grown.push_back(std::move(run));
            }
            return grown;
        }();
        return runs[begin % runs.size()];
    }

    /// One event, with the bytes that follow a raw one.
    void happen(const Event& event, base::BytesView bytes) {
        switch (event.what()) {
            case Kind::grow:
                for (unsigned i = 0; i <= event.count % 4U; ++i) build(event, i == 0, true);
                break;
            case Kind::block:
            case Kind::hold:
                build(event, true, false);
                break;
            case Kind::again:
                deliver(workshop_.any_block(event.which).block, event, clock_s());
                break;
            case Kind::transactions:
                send(event);
                break;
            case Kind::block_template:
                assemble(event);
                break;
            case Kind::wait:
                follow(state_.tick(clock_s() + event.value % (1U << 14)));
                break;
            case Kind::clock:
                follow(state_.tick(event.value));
                break;
            case Kind::raw_block:
                arrive(bytes, event.value);
                break;
            case Kind::raw_transaction:
                follow(state_.tick(event.value));
                (void)state_.transaction_arrives(bytes);
                break;
            case Kind::count:
                break;
        }
        check();
    }

    /// What holds when nothing more happens.
    void end() const {
        replay();
        admit_anew();
        count_kept();
    }

private:
    const chain::Choice<Tiny>& choice() const { return state_.choice(); }
    const chain::Ancestry& tip() const { return choice().tip(); }
    std::uint64_t clock_s() const { return choice().clock_s(); }

    void follow(const chain::ChoiceEffects& effects) {
        model_.follow(effects, [&](const base::Hash& hash) { return choice().find(hash); });
    }

    void arrive(base::BytesView bytes, std::uint64_t clock_s) { follow(state_.block_arrives(bytes, clock_s)); }

    /// The bytes of a block arrive, perhaps with one of them changed.
    void deliver(const chain::Block& block, const Event& event, std::uint64_t clock_s) {
        base::Bytes bytes = codec::encode(block);
        const bool is_changed = event.what() == Kind::again && event.fault >= 128;
        if (is_changed) bytes[event.length % bytes.size()] ^= static_cast<base::Byte>(event.value | 1);
        arrive(bytes, clock_s);
    }

    void build(const Event& event, bool is_first, bool is_plain) {
        if (workshop_.blocks().size() >= block_count_max) return;
        const chain::Ancestry parent = is_first ? workshop_.parent(event, tip()) : workshop_.blocks().back().ancestry;
        const chain::Block block = workshop_.block(event, parent, is_plain);
        workshop_.remember(block, parent);
        // The clock keeps up with blocks unless they are very fast: some are early.
        const std::uint64_t clock = std::max(clock_s(), parent.time_s);
        if (event.what() != Kind::hold) deliver(block, event, clock);
    }

    void send(const Event& event) {
        for (unsigned i = 0; i <= event.count % 4U; ++i) {
            if (const auto made = workshop_.transaction(event, i)) {
                (void)state_.transaction_arrives(codec::encode(made->first));
            }
        }
    }

    /// A template is a valid block as soon as it is mined; it is early at most by the second that
    /// it must be after the tip. Nothing can follow a tip at the end of all time.
    void assemble(const Event& event) {
        const chain::Ancestry parent = tip();
        if (parent.time_s == UINT64_MAX) return;
        chain::Block block = state_.template_for(Workshop::keys()[event.coin % 4].address);
        require(codec::encode(block).size() <= Tiny::block_size_max, "a template fits a block");
        const auto mined = chain::mine<Tiny>(block.header, 1024).header;
        if (!mined) return;
        block.header = *mined;
        auto state = state_;
        (void)state.block_arrives(codec::encode(block), 0);
        // It may be the very block that orphans wait for: then they come after it.
        const chain::Height height = parent.height + 1;
        const bool is_in = state.choice().tip().height >= height && state.choice().block_at(height).header == *mined;
        require(is_in || chain::is_early(*mined, clock_s()), "a template that is mined is the tip, or before it");
        if (event.count % 2 == 0 || workshop_.blocks().size() >= block_count_max) return;
        workshop_.remember(block, parent);
        arrive(codec::encode(block), 0);
    }

    void check() const {
        chain::Amount sum = 0;
        for (const auto& [outpoint, coin] : choice().ledger()) sum += coin.amount;
        require(sum <= model_.reward_sum(), "coins come from rewards only");
        require(tip().hash == model_.tip() && choice().work() == model_.work(), "the tip is the model's");
        require(choice().ledger() == model_.ledger(), "the ledger is the model's");
        require(state_.pool().size() <= Tiny::pool_size_max, "the pool is within its size");
    }

    void replay() const {
        chain::Choice<Tiny> fresh;
        for (chain::Height height = 1; height <= tip().height; ++height) {
            (void)fresh.arrive(codec::encode(choice().block_at(height)), clock_s());
            require(fresh.tip().height == height, "every block of the tip's chain is accepted anew");
        }
        require(fresh.tip().hash == tip().hash && fresh.work() == choice().work(), "the tip is the same");
        require(chain::commitment_of(fresh.ledger()) == chain::commitment_of(choice().ledger()),
                "the ledger is the same");
    }

    void admit_anew() const {
        chain::Mempool<Tiny> fresh;
        std::uint64_t size = 0;
        for (const auto& [place, entry] : state_.pool().entries()) {
            require(bool{fresh.admit(entry.transaction, choice().ledger(), tip().height)}, "the pool is admitted anew");
            require(entry.height + Tiny::pool_age_max > tip().height, "nothing in the pool is too old");
            size += codec::encode(entry.transaction).size();
        }
        require(size == state_.pool().size(), "the size of the pool is that of its transactions");
    }

    /// What is known and has not joined is kept.
    void count_kept() const {
        std::set<base::Hash> kept;
        for (const KnownBlock& known : workshop_.blocks()) {
            const base::Hash hash = chain::hash_of(known.block.header);
            if (choice().find(hash) != nullptr) continue;
            auto choice_copy = choice();
            const auto effects = choice_copy.arrive(codec::encode(known.block), 0);
            if (std::get<chain::Treated>(effects.front()).kind == chain::Treated::Kind::known) kept.insert(hash);
        }
        require(kept.size() <= Tiny::kept_count_max, "no more blocks are kept than may be");
    }

    chain::ChainState<Tiny> state_;
    Model<Tiny> model_;
    Workshop workshop_;
};

}  // namespace bloomcoin::fuzz
