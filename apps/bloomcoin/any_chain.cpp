// A chain whose profile is known only when the program runs.
#include "any_chain.hpp"

#include "profiles.hpp"

namespace bloomcoin::app {

namespace {

template <param::Profile P>
constexpr Terms terms_of{P::name,           P::magic,         P::interval_target_s, P::coinbase_maturity,
                         P::block_size_max, P::pool_size_max, P::pool_age_max,      chain::supply<P>};

template <param::Profile P>
class ChainOf final : public AnyChain {
public:
    const Terms& terms() const override { return terms_of<P>; }
    chain::Amount reward_of(chain::Height height) const override { return chain::reward_of<P>(height); }
    base::Hash signature_hash_of(const chain::TransactionBody& body) const override {
        return chain::signature_hash_of<P>(body);
    }
    chain::Mined mine(const chain::Header& block_template, const Miner& miner, const GoesOn& goes_on) const override {
        return mine_in_parts<P>(block_template, UINT64_MAX, miner, goes_on);
    }

    chain::ChoiceEffects block_arrives(base::BytesView bytes, std::uint64_t clock_s) override {
        return state_.block_arrives(bytes, clock_s);
    }
    chain::Considered transaction_arrives(base::BytesView bytes) override { return state_.transaction_arrives(bytes); }
    chain::Block template_for(const chain::Address& address) const override { return state_.template_for(address); }

    const chain::Ledger& ledger() const override { return state_.choice().ledger(); }
    const chain::Ancestry& tip() const override { return state_.choice().tip(); }
    const num::U256& work() const override { return state_.choice().work(); }
    const chain::Block& block_at(chain::Height height) const override { return state_.choice().block_at(height); }
    const chain::Block* find(const base::Hash& hash) const override { return state_.choice().find(hash); }
    std::vector<const chain::PoolEntry*> pool() const override {
        std::vector<const chain::PoolEntry*> pool;
        for (const auto& [place, entry] : state_.pool().entries()) pool.push_back(&entry);
        return pool;
    }

private:
    chain::ChainState<P> state_;
};

}  // namespace

std::unique_ptr<AnyChain> chain_of_profile(std::string_view name) {
    return with_profile(name, []<class P>(std::type_identity<P>) -> std::unique_ptr<AnyChain> {
        return std::make_unique<ChainOf<P>>();
    });
}

std::unique_ptr<AnyChain> chain_of_magic(const Magic& magic) {
    std::unique_ptr<AnyChain> chain;
    const auto take_if_magic = [&]<class P>(const P&) {
        if (P::magic == magic) chain = std::make_unique<ChainOf<P>>();
    };
    std::apply([&](const auto&... profile) { (take_if_magic(profile), ...); }, Profiles{});
    return chain;
}

}  // namespace bloomcoin::app
