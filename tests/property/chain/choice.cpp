#include <bloomcoin/chain/choice.hpp>

#include <bloomcoin/codec/hex.hpp>

#include "../support/property.hpp"
#include "by_definition.hpp"
#include "forest.hpp"

#include <string>

using namespace bloomcoin;
using chain::Block;
using chain::Choice;
using chain::ChoiceEffect;
using chain::ChoiceEffects;
using chain::Treated;
using param::Tiny;
using test::Fault;
using test::Planted;
using test::property;

namespace {

/// Late enough for every block that a test makes, unless it says otherwise.
constexpr std::uint64_t late_s = chain::genesis_time_s + 1'000'000;

std::string name_of(const base::Hash& hash) { return codec::to_hex(base::BytesView{hash}.first(4)); }

// What happened, as one line each.

std::string line_of(const Treated& treated) {
    using enum Treated::Kind;
    const std::string block = treated.block ? name_of(*treated.block) : "nothing";
    switch (treated.kind) {
        case known:
            return "known " + block;
        case orphan:
            return "orphan " + block;
        case early:
            return "early " + block;
        case joined:
            return "joined " + block;
        case refused:
            break;
    }
    return "refused " + block + " " + std::string{treated.rule.value().id()};
}

std::string line_of(const chain::Invalidated& invalidated) {
    return "invalid " + name_of(invalidated.block) + " " + std::string{invalidated.rule.id()};
}

std::string line_of(const chain::TipMoved& moved) {
    std::string line = "moved";
    for (const base::Hash& hash : moved.undone) line += " -" + name_of(hash);
    for (const base::Hash& hash : moved.applied) line += " +" + name_of(hash);
    return line;
}

std::vector<std::string> lines_of(const ChoiceEffects& effects) {
    std::vector<std::string> lines;
    for (const ChoiceEffect& effect : effects) {
        lines.push_back(std::visit([](const auto& happened) { return line_of(happened); }, effect));
    }
    return lines;
}

using Lines = std::vector<std::string>;

/// The choice, word by word from CHN-3 … CHN-8. It keeps all blocks that have joined in a list, walks back to the
/// genesis block whenever it needs to know something of a chain, and replays every ledger from nothing.
class SlowChoice {
public:
    SlowChoice() : joined_{{chain::genesis_block<Tiny>(), ""}} {}

    Lines tick(std::uint64_t clock_s) {
        lines_.clear();
        go_on(clock_s);
        return lines_;
    }

    Lines arrive(const base::Bytes& bytes, std::uint64_t clock_s) {
        lines_.clear();
        go_on(clock_s);
        if (bytes.size() > 4096) {
            lines_.push_back("refused nothing BLK-1");
        } else if (const auto block = codec::decode<Block>(bytes); !block) {
            lines_.push_back("refused nothing " + std::string{block.rule().id()});
        } else {
            treat(block.value());
        }
        return lines_;
    }

    std::uint64_t tip_work() const { return work_of(tip_); }
    base::Hash tip_hash() const { return hash_of(tip_); }
    chain::Ledger ledger() const {
        chain::Ledger ledger;
        replay(ledger, chain_of(tip_));
        return ledger;
    }

private:
    struct Joined {
        Block block;
        std::string broken;
    };
    struct Kept {
        Block block;
        bool is_early;
    };
    using Index = std::size_t;  // into joined_

    base::Hash hash_of(Index i) const { return chain::hash_of(joined_[i].block.header); }

    std::optional<Index> find(const base::Hash& hash) const {
        for (Index i = 0; i < joined_.size(); ++i) {
            if (hash_of(i) == hash) return i;
        }
        return std::nullopt;
    }

    /// From the genesis block to this one.
    std::vector<Index> chain_of(Index last) const {
        std::vector<Index> chain{last};
        while (chain.back() != 0) chain.push_back(find(joined_[chain.back()].block.header.previous).value());
        std::reverse(chain.begin(), chain.end());
        return chain;
    }

    std::vector<chain::Header> headers_of(Index last) const {
        std::vector<chain::Header> headers;
        for (const Index i : chain_of(last)) headers.push_back(joined_[i].block.header);
        return headers;
    }

    std::uint64_t work_of(Index last) const {
        std::uint64_t work = 0;
        for (const chain::Header& header : headers_of(last)) work += header.difficulty;
        return work;
    }

    /// The block of a chain that the ledger refuses, if there is one, and why.
    std::optional<std::pair<Index, std::string>> replay(chain::Ledger& ledger, const std::vector<Index>& chain) const {
        for (chain::Height height = 0; height < chain.size(); ++height) {
            const auto diff = chain::apply<Tiny>(ledger, joined_[chain[height]].block.transactions, height);
            if (!diff) return std::pair{chain[height], std::string{diff.rule().id()}};
        }
        return std::nullopt;
    }

    void go_on(std::uint64_t clock_s) {
        if (clock_s > clock_s_) clock_s_ = clock_s;
        treat_kept([&](const Kept& kept) { return kept.is_early && kept.block.header.time_s <= clock_s_ + 7200; });
    }

    template <class Predicate>
    void treat_kept(Predicate is_wanted) {
        std::vector<Kept> rest;
        std::vector<Kept> wanted;
        for (const Kept& kept : kept_) (is_wanted(kept) ? wanted : rest).push_back(kept);
        kept_ = rest;
        for (const Kept& kept : wanted) treat(kept.block);
    }

    void treat(const Block& block) {
        const base::Hash hash = chain::hash_of(block.header);
        const std::string name = name_of(hash);
        const auto refuse = [&](const std::string& rule) { lines_.push_back("refused " + name + " " + rule); };
        const auto is_refused = [&](base::Check check) {
            if (!check) refuse(std::string{check.rule().id()});
            return !check;
        };
        const auto keep = [&](bool is_early) {
            if (is_refused(chain::check_block<Tiny>(block))) return;
            lines_.push_back((is_early ? "early " : "orphan ") + name);
            kept_.push_back({block, is_early});
            if (kept_.size() == 5) kept_.erase(kept_.begin());
        };
        if (const auto known = find(hash)) {  // 2
            if (joined_[*known].broken.empty()) {
                lines_.push_back("known " + name);
            } else {
                refuse(joined_[*known].broken);
            }
            return;
        }
        for (const Kept& kept : kept_) {  // 3
            if (chain::hash_of(kept.block.header) == hash) return lines_.push_back("known " + name);
        }
        if (is_refused(chain::check_structure<Tiny>(block.header))) return;  // 4
        const auto parent = find(block.header.previous);
        if (!parent) return keep(false);  // 5
        for (const Index i : chain_of(*parent)) {
            if (!joined_[i].broken.empty()) return refuse("HDR-9");  // 6
        }
        const std::vector<chain::Header> before = headers_of(*parent);
        if (block.header.time_s <= before.back().time_s) return refuse("HDR-10");
        if (block.header.time_s > clock_s_ + 7200) return keep(true);                                          // 7
        if (block.header.difficulty != test::difficulty_by_definition<Tiny>(before)) return refuse("HDR-12");  // 8
        if (is_refused(chain::check_header<Tiny>(block.header))) return;
        if (is_refused(chain::check_commitment(block))) return;
        std::string broken;
        if (const auto check = chain::check_transactions<Tiny>(block.transactions); !check) {  // 9
            broken = check.rule().id();
        } else if (block.transactions[0].body.lock_height != before.size()) {
            broken = "BLK-6";
        }
        joined_.push_back({block, broken});
        broken.empty() ? lines_.push_back("joined " + name) : refuse(broken);  // 10
        follow();
        treat_kept([&](const Kept& kept) { return kept.block.header.previous == hash; });
    }

    /// [CHN-8]
    void follow() {
        while (true) {
            Index candidate = tip_;
            for (Index i = 0; i < joined_.size(); ++i) {
                if (joined_[i].broken.empty() && work_of(i) > work_of(candidate)) candidate = i;
            }
            if (candidate == tip_) return;
            chain::Ledger ledger;
            const auto refused = replay(ledger, chain_of(candidate));
            if (!refused) {
                move(candidate);
                continue;
            }
            lines_.push_back("invalid " + name_of(hash_of(refused->first)) + " " + refused->second);
            joined_[refused->first].broken = refused->second;
            for (Index i = 0; i < joined_.size(); ++i) {
                const std::vector<Index> chain = chain_of(i);
                const bool is_after = i != refused->first && std::ranges::count(chain, refused->first) > 0;
                if (is_after && joined_[i].broken.empty()) joined_[i].broken = "HDR-9";
            }
        }
    }

    void move(Index candidate) {
        const std::vector<Index> from = chain_of(tip_);
        const std::vector<Index> to = chain_of(candidate);
        std::string line = "moved";
        for (std::size_t i = from.size(); i-- > 0;) {
            if (std::ranges::count(to, from[i]) == 0) line += " -" + name_of(hash_of(from[i]));
        }
        for (const Index i : to) {
            if (std::ranges::count(from, i) == 0) line += " +" + name_of(hash_of(i));
        }
        lines_.push_back(line);
        tip_ = candidate;
    }

    std::vector<Joined> joined_;  // in the order in which they joined
    std::vector<Kept> kept_;
    Index tip_ = 0;
    std::uint64_t clock_s_ = 0;
    Lines lines_;
};

std::uint64_t work_of(const Choice<Tiny>& choice) { return choice.work().low64(); }

chain::Ledger replayed(const Choice<Tiny>& choice) {
    chain::Ledger ledger;
    for (chain::Height height = 0; height <= choice.tip().height; ++height) {
        const Block& block = choice.block_at(height);
        RC_ASSERT(static_cast<bool>(chain::apply<Tiny>(ledger, block.transactions, height)));
    }
    return ledger;
}

std::size_t count_joined(const ChoiceEffects& effects) {
    return static_cast<std::size_t>(std::ranges::count_if(effects, [](const ChoiceEffect& effect) {
        const auto* treated = std::get_if<Treated>(&effect);
        return treated != nullptr && treated->kind == Treated::Kind::joined;
    }));
}

/// All blocks arrive again and again, each time in another order, until nothing more joins.
Choice<Tiny> after_all_have_come(const std::vector<Planted>& forest) {
    Choice<Tiny> choice;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < forest.size(); ++i) order.push_back(i);
    for (std::size_t joined = 1; joined > 0;) {
        joined = 0;
        for (const auto i : *rc::gen::map(
                 rc::gen::container<std::vector<std::uint32_t>>(order.size(), rc::gen::arbitrary<std::uint32_t>()),
                 [order](const std::vector<std::uint32_t>& keys) {
                     std::vector<std::size_t> sorted = order;
                     std::ranges::stable_sort(sorted, {}, [&](std::size_t at) { return keys[at]; });
                     return sorted;
                 })) {
            joined += count_joined(choice.arrive(forest[i].bytes, late_s));
        }
    }
    return choice;
}

/// Blocks on a plant, one on another, each with a transfer of the first coin that can be spent.
std::vector<Planted> grown(Planted last, std::size_t count, std::uint64_t owner) {
    std::vector<Planted> branch;
    for (; count > 0; --count) {
        const chain::Height height = last.ancestry.height + 1;
        std::vector<chain::Transaction> transactions{
            chain::coinbase_of(height, chain::reward_of<Tiny>(height), test::owner(owner).address)};
        const auto coins = test::spendable_coins<Tiny>(last.ledger, height);
        if (!coins.empty()) {
            transactions.push_back(test::transfer<Tiny>(test::spends_of({coins.front()}),
                                                        {{coins.front().second.amount, test::owner(owner).address}}));
        }
        last = test::planted<Tiny>(last, transactions, Tiny::interval_target_s);
        branch.push_back(last);
    }
    return branch;
}

std::vector<base::Hash> hashes_of(const std::vector<Planted>& branch) {
    std::vector<base::Hash> hashes;
    for (const Planted& plant : branch) hashes.push_back(plant.ancestry.hash);
    return hashes;
}

Treated only_treated(const ChoiceEffects& effects) {
    REQUIRE(effects.size() == 1);
    return std::get<Treated>(effects.front());
}

bool is_refused(const ChoiceEffects& effects, base::Rule rule) {
    const auto* treated = std::get_if<Treated>(&effects.front());
    return treated != nullptr && treated->kind == Treated::Kind::refused && treated->rule == rule;
}

/// Whether the first thing that happened is this.
bool is_treated(const ChoiceEffects& effects, Treated::Kind kind) {
    const auto* treated = std::get_if<Treated>(&effects.front());
    return treated != nullptr && treated->kind == kind && !treated->rule;
}

}  // namespace

TEST_CASE("[CHN-5] [CHN-6] [CHN-7] [CHN-8] whatever happens is what a slow reading of the rules says") {
    property("any script of blocks, ticks, early blocks, orphans, repeats and bad blocks", [] {
        const std::vector<Planted> forest = test::draw_forest<Tiny>(30);
        Choice<Tiny> choice;
        SlowChoice slow;
        std::uint64_t clock_s = chain::genesis_time_s - 7200;
        std::size_t next = 1;
        const auto events = test::draw<std::size_t>(20, 160);
        for (std::size_t event = 0; event < events; ++event) {
            clock_s += test::draw<std::uint64_t>(0, 15);
            // Sometimes the clock that comes with an event is an earlier one.
            const std::uint64_t told_s = clock_s - *rc::gen::element<std::uint64_t>(0, 0, 0, 5, 500);
            const auto kind = test::draw(0, 12);
            Lines lines;
            Lines expected;
            if (kind == 0) {
                lines = lines_of(choice.tick(told_s));
                expected = slow.tick(told_s);
            } else {
                // The next one that did not come yet, or any one.
                const bool is_next = kind < 6 && next < forest.size();
                const Planted& plant = forest[is_next ? next++ : test::draw<std::size_t>(0, forest.size())];
                base::Bytes bytes = plant.bytes;
                if (kind == 11)
                    bytes.resize(*rc::gen::element<std::size_t>(0, bytes.size() - 1, bytes.size() + 1, 4096, 4097));
                lines = lines_of(choice.arrive(bytes, told_s));
                expected = slow.arrive(bytes, told_s);
            }
            RC_ASSERT(lines == expected);
        }
        RC_ASSERT(work_of(choice) == slow.tip_work());
        RC_ASSERT(choice.tip().hash == slow.tip_hash());
        RC_ASSERT(choice.ledger() == slow.ledger());
        RC_ASSERT(choice.ledger() == replayed(choice));
    });
}

TEST_CASE("[CHN-4] any order of arrival ends at the same work, and at the same ledger if one block has the most") {
    property("against what is known of each block from how it was made", [] {
        const std::vector<Planted> forest = test::draw_forest<Tiny>(30);
        std::uint64_t work_max = 0;
        for (const Planted& plant : forest) {
            if (plant.is_valid) work_max = std::max(work_max, plant.work);
        }
        std::vector<const Planted*> best;
        for (const Planted& plant : forest) {
            if (plant.is_valid && plant.work == work_max) best.push_back(&plant);
        }
        for (int order = 0; order < 3; ++order) {
            const Choice<Tiny> choice = after_all_have_come(forest);
            RC_ASSERT(work_of(choice) == work_max);
            const auto is_tip = [&](const Planted* plant) { return plant->ancestry.hash == choice.tip().hash; };
            const auto tip = std::ranges::find_if(best, is_tip);
            RC_ASSERT(tip != best.end());
            RC_ASSERT(choice.ledger() == (*tip)->ledger);
            RC_ASSERT(chain::commitment_of(choice.ledger()) == chain::commitment_of(replayed(choice)));
        }
    });
}

TEST_CASE("[CHN-1] [CHN-3] at first the genesis block is the tip") {
    const Choice<Tiny> choice;
    CHECK(choice.tip().hash == chain::hash_of(chain::genesis_block<Tiny>().header));
    CHECK(choice.tip().height == 0);
    CHECK(choice.work() == num::U256{1});
    CHECK(choice.block_at(0) == chain::genesis_block<Tiny>());
    CHECK(choice.ledger() == test::genesis_planted<Tiny>().ledger);
    CHECK(Choice<param::Mainnet>{}.work() == num::U256{param::Mainnet::difficulty_initial});
}

TEST_CASE("[CHN-8] [LED-4] a reorganisation undoes and applies exactly what is not common, at any depth") {
    const std::vector<Planted> common = grown(test::genesis_planted<Tiny>(), 8, 0);
    for (const std::size_t depth : {1U, 2U, 10U, 40U}) {
        CAPTURE(depth);
        const std::vector<Planted> first = grown(common.back(), depth, 1);
        const std::vector<Planted> second = grown(common.back(), depth + 1, 2);
        Choice<Tiny> choice;
        for (const Planted& plant : common) (void)choice.arrive(plant.bytes, late_s);
        for (const Planted& plant : first) (void)choice.arrive(plant.bytes, late_s);
        REQUIRE(choice.tip().hash == first.back().ancestry.hash);
        CHECK(choice.ledger() == first.back().ledger);
        for (std::size_t i = 0; i < depth; ++i) {
            // Up to the same work the first that joined stays.
            const ChoiceEffects effects = choice.arrive(second[i].bytes, late_s);
            CHECK(only_treated(effects).kind == Treated::Kind::joined);
        }
        CHECK(choice.tip().hash == first.back().ancestry.hash);
        const ChoiceEffects effects = choice.arrive(second.back().bytes, late_s);
        REQUIRE(effects.size() == 2);
        const auto& moved = std::get<chain::TipMoved>(effects[1]);
        std::vector<base::Hash> undone = hashes_of(first);
        std::reverse(undone.begin(), undone.end());
        CHECK(moved.undone == undone);
        CHECK(moved.applied == hashes_of(second));
        CHECK(choice.ledger() == second.back().ledger);
        CHECK(choice.is_in_chain(second.front().ancestry.hash));
        CHECK(!choice.is_in_chain(first.front().ancestry.hash));
        CHECK(choice.find(first.front().ancestry.hash) != nullptr);

        // And back again: what has been undone can be applied again.
        const std::vector<Planted> more = grown(first.back(), 2, 1);
        for (const Planted& plant : more) (void)choice.arrive(plant.bytes, late_s);
        CHECK(choice.tip().hash == more.back().ancestry.hash);
        CHECK(choice.ledger() == more.back().ledger);
    }
}

TEST_CASE("[CHN-4] of blocks with the same work the one that joined first stays the tip") {
    const Planted genesis = test::genesis_planted<Tiny>();
    const Planted one = grown(genesis, 1, 1).front();
    const Planted two = grown(genesis, 1, 2).front();
    REQUIRE(one.work == two.work);
    for (const bool is_swapped : {false, true}) {
        Choice<Tiny> choice;
        const Planted& first = is_swapped ? two : one;
        const Planted& second = is_swapped ? one : two;
        (void)choice.arrive(first.bytes, late_s);
        (void)choice.arrive(second.bytes, late_s);
        CHECK(choice.tip().hash == first.ancestry.hash);
        CHECK(choice.ledger() == first.ledger);
    }
}

TEST_CASE("[CHN-3] work counts, not the number of blocks") {
    // Five quick blocks double the difficulty, so that from there on two blocks outweigh three slow ones.
    std::vector<Planted> quick{test::genesis_planted<Tiny>()};
    std::vector<Planted> slow = quick;
    const auto add = [](std::vector<Planted>& branch, std::uint64_t seconds, std::uint64_t owner) {
        const chain::Height height = branch.back().ancestry.height + 1;
        branch.push_back(test::planted<Tiny>(
            branch.back(), {chain::coinbase_of(height, chain::reward_of<Tiny>(height), test::owner(owner).address)},
            seconds));
    };
    for (int i = 0; i < 7; ++i) add(quick, 1, 1);
    for (int i = 0; i < 8; ++i) add(slow, Tiny::interval_target_s, 2);
    REQUIRE(quick.back().work == 10);
    REQUIRE(slow.back().work == 9);
    Choice<Tiny> choice;
    for (std::size_t i = 1; i < slow.size(); ++i) (void)choice.arrive(slow[i].bytes, late_s);
    for (std::size_t i = 1; i < quick.size(); ++i) (void)choice.arrive(quick[i].bytes, late_s);
    CHECK(choice.tip().hash == quick.back().ancestry.hash);
    CHECK(choice.tip().height == 7);
}

TEST_CASE("[CHN-8] a branch that the ledger refuses leaves tip and ledger as they were, and is remembered") {
    const std::vector<Planted> common = grown(test::genesis_planted<Tiny>(), 5, 0);
    const std::vector<Planted> good = grown(common.back(), 3, 1);
    // The other branch: two good blocks, a bad one, and two on top of it.
    std::vector<Planted> bad = grown(common.back(), 2, 2);
    for (int i = 0; i < 3; ++i) {
        const chain::Height height = bad.back().ancestry.height + 1;
        bad.push_back(test::planted<Tiny>(
            bad.back(), {chain::coinbase_of(height, chain::reward_of<Tiny>(height), test::owner(3).address)},
            Tiny::interval_target_s, i == 0 ? Fault::pay : Fault::none));
    }
    Choice<Tiny> choice;
    for (const Planted& plant : common) (void)choice.arrive(plant.bytes, late_s);
    for (const Planted& plant : good) (void)choice.arrive(plant.bytes, late_s);
    // Nobody asks the ledger as long as the branch has no more work.
    for (std::size_t i = 0; i < 3; ++i) CHECK(is_treated(choice.arrive(bad[i].bytes, late_s), Treated::Kind::joined));
    const ChoiceEffects effects = choice.arrive(bad[3].bytes, late_s);
    REQUIRE(effects.size() == 2);
    CHECK(std::get<chain::Invalidated>(effects[1]).block == bad[2].ancestry.hash);
    CHECK(std::get<chain::Invalidated>(effects[1]).rule == base::Rule("BLK-7"));
    CHECK(choice.tip().hash == good.back().ancestry.hash);
    CHECK(choice.ledger() == good.back().ledger);
    CHECK(is_refused(choice.arrive(bad[2].bytes, late_s), base::Rule("BLK-7")));
    CHECK(is_refused(choice.arrive(bad[3].bytes, late_s), base::Rule("HDR-9")));
    CHECK(is_refused(choice.arrive(bad[4].bytes, late_s), base::Rule("HDR-9")));
    CHECK(is_treated(choice.arrive(bad[1].bytes, late_s), Treated::Kind::known));

    // What is below the bad block is still good.
    const std::vector<Planted> mended = grown(bad[1], 2, 4);
    for (const Planted& plant : mended) (void)choice.arrive(plant.bytes, late_s);
    CHECK(choice.tip().hash == mended.back().ancestry.hash);
    CHECK(choice.ledger() == mended.back().ledger);
}

TEST_CASE(
    "[CHN-6] what the hash of a block covers is remembered when it is refused, and what it does not cover is not") {
    const Planted genesis = test::genesis_planted<Tiny>();
    const std::vector<chain::Transaction> coinbase{chain::coinbase_of(1, 100, test::owner(0).address)};
    const auto bad = [&](Fault fault) { return test::planted<Tiny>(genesis, coinbase, 10, fault); };
    for (const Fault fault : {Fault::no_coinbase, Fault::twice, Fault::amount, Fault::height}) {
        Choice<Tiny> choice;
        const Planted plant = bad(fault);
        CAPTURE(plant.broken);
        for (int time = 0; time < 2; ++time) {
            const Treated treated = only_treated(choice.arrive(plant.bytes, late_s));
            CHECK(treated.kind == Treated::Kind::refused);
            CHECK(treated.rule.value().id() == plant.broken);
        }
        CHECK(choice.find(plant.ancestry.hash) != nullptr);
        const Planted child = test::planted<Tiny>(plant, {chain::coinbase_of(2, 1, {})}, 10);
        CHECK(is_refused(choice.arrive(child.bytes, late_s), base::Rule("HDR-9")));
    }
    for (const Fault fault : {Fault::version, Fault::early_stamp, Fault::difficulty, Fault::bloom, Fault::root}) {
        Choice<Tiny> choice;
        const Planted plant = bad(fault);
        CAPTURE(plant.broken);
        CHECK(only_treated(choice.arrive(plant.bytes, late_s)).rule.value().id() == plant.broken);
        CHECK(choice.find(plant.ancestry.hash) == nullptr);
    }
    // The same header with the transactions that it covers joins after it came with others.
    Choice<Tiny> choice;
    Planted plant = bad(Fault::root);
    CHECK(is_refused(choice.arrive(plant.bytes, late_s), base::Rule("BLK-3")));
    plant.block.transactions.pop_back();
    CHECK(is_treated(choice.arrive(codec::encode(plant.block), late_s), Treated::Kind::joined));
}

TEST_CASE("[CHN-5] [HDR-11] an early block is kept, and treated when the clock has come within 7200 seconds") {
    const std::vector<Planted> branch = grown(test::genesis_planted<Tiny>(), 3, 0);
    const std::uint64_t stamp_s = branch[0].block.header.time_s;
    Choice<Tiny> choice;
    CHECK(is_treated(choice.arrive(branch[0].bytes, stamp_s - 7201), Treated::Kind::early));
    CHECK(is_treated(choice.arrive(branch[0].bytes, stamp_s - 7201), Treated::Kind::known));
    CHECK(is_treated(choice.arrive(branch[1].bytes, stamp_s - 7201), Treated::Kind::orphan));
    CHECK(choice.tick(stamp_s - 7201).empty());
    CHECK(choice.tip().height == 0);
    // The first joins; the second, which waited for it, is early itself now.
    const ChoiceEffects effects = choice.tick(stamp_s - 7200);
    REQUIRE(effects.size() == 3);
    CHECK(std::get<Treated>(effects[0]).kind == Treated::Kind::joined);
    CHECK(std::get<chain::TipMoved>(effects[1]).applied == std::vector{branch[0].ancestry.hash});
    CHECK(std::get<Treated>(effects[2]).kind == Treated::Kind::early);
    // An earlier clock is the last one.
    CHECK(choice.tick(0).empty());
    CHECK(choice.clock_s() == stamp_s - 7200);
    // What was kept comes before what arrives.
    const ChoiceEffects later = choice.arrive(branch[2].bytes, late_s);
    REQUIRE(later.size() == 4);
    CHECK(std::get<Treated>(later[0]).block == branch[1].ancestry.hash);
    CHECK(std::get<Treated>(later[2]).block == branch[2].ancestry.hash);
    CHECK(choice.tip().height == 3);
}

TEST_CASE("[CHN-7] of more blocks than may be kept the one that came first is dropped") {
    // Orphans whose parents are withheld, and their parents.
    const Planted genesis = test::genesis_planted<Tiny>();
    std::vector<Planted> parents;
    std::vector<Planted> orphans;
    for (std::uint64_t i = 0; i < 6; ++i) {
        parents.push_back(test::planted<Tiny>(genesis, {chain::coinbase_of(1, 100 + i, test::owner(0).address)}, 10));
        orphans.push_back(grown(parents.back(), 1, i).front());
    }
    Choice<Tiny> choice;
    for (const Planted& orphan : orphans) CHECK(is_treated(choice.arrive(orphan.bytes, late_s), Treated::Kind::orphan));
    for (std::size_t i = 0; i < 6; ++i) {
        // Parent and child join, or the parent alone if the child was dropped.
        CHECK(count_joined(choice.arrive(parents[i].bytes, late_s)) == (i < 6 - Tiny::kept_count_max ? 1 : 2));
    }
}

TEST_CASE("[CHN-6] orphans join in the order in which they came, each with those that wait for it before the next") {
    const Planted root = grown(test::genesis_planted<Tiny>(), 1, 0).front();
    const Planted a = grown(root, 1, 1).front();
    const Planted b = grown(root, 1, 2).front();
    const Planted a_child = grown(a, 1, 3).front();
    const Planted b_child = grown(b, 1, 4).front();
    Choice<Tiny> choice;
    for (const Planted* plant : {&b_child, &a, &a_child, &b}) (void)choice.arrive(plant->bytes, late_s);
    Lines expected;
    for (const Planted* plant : {&root, &a, &a_child, &b, &b_child}) {
        expected.push_back("joined " + name_of(plant->ancestry.hash));
        if (plant == &root || plant == &a || plant == &a_child)
            expected.push_back("moved +" + name_of(plant->ancestry.hash));
    }
    CHECK(lines_of(choice.arrive(root.bytes, late_s)) == expected);
}

TEST_CASE("[CHN-6] an orphan that breaks a rule by itself is refused at once") {
    const Planted missing = grown(test::genesis_planted<Tiny>(), 1, 0).front();
    for (const Fault fault :
         {Fault::version, Fault::bloom, Fault::root, Fault::no_coinbase, Fault::twice, Fault::amount}) {
        const Planted plant =
            test::planted<Tiny>(missing, {chain::coinbase_of(2, 1, test::owner(0).address)}, 10, fault);
        Choice<Tiny> choice;
        CAPTURE(plant.broken);
        CHECK(only_treated(choice.arrive(plant.bytes, late_s)).rule.value().id() == plant.broken);
    }
}

TEST_CASE("[CHN-4] a copy of a choice goes its own way") {
    const std::vector<Planted> branch = grown(test::genesis_planted<Tiny>(), 3, 0);
    Choice<Tiny> choice;
    (void)choice.arrive(branch[0].bytes, late_s);
    Choice<Tiny> copy = choice;
    (void)copy.arrive(branch[1].bytes, late_s);
    CHECK(choice.tip().height == 1);
    CHECK(copy.tip().height == 2);
    CHECK(choice.ledger() == branch[0].ledger);
}
