// Scripts of the room chain: blocks and transactions that arrive in some order, with the whole
// state after each.
#include "book.hpp"
#include "inputs.hpp"

#include "../../property/support/chain_builder.hpp"

#include <algorithm>
#include <functional>
#include <span>
#include <stdexcept>

namespace bloomcoin::vectors {

namespace {

using chain::Block;
using chain::Transaction;
using param::Tiny;
using test::Branch;
using test::key_of;
using test::Spend;

constexpr std::uint64_t late_clock_s = chain::genesis_time_s + 10'000'000;

/// Events, each with what the author expects to become of what arrives.
class Script {
public:
    void block(const Block& block, const std::string& is, std::uint64_t clock_s = late_clock_s) {
        bytes(codec::encode(block), is, clock_s);
    }
    void bytes(const base::Bytes& bytes, const std::string& is, std::uint64_t clock_s = late_clock_s) {
        add({{"block", hex(bytes)}}, clock_s, is);
    }
    void blocks(const std::vector<Block>& blocks, const std::string& is = "joined") {
        for (const Block& each : blocks) block(each, is);
    }
    void transaction(const Transaction& transaction, const std::string& is, std::uint64_t clock_s = late_clock_s) {
        add({{"transaction", hex(codec::encode(transaction))}}, clock_s, is);
    }
    void transaction_bytes(const base::Bytes& bytes, const std::string& is) {
        add({{"transaction", hex(bytes)}}, late_clock_s, is);
    }
    void assemble(unsigned key, std::uint64_t clock_s = late_clock_s) {
        add({{"address", hex(key_of(key).address)}}, clock_s, "");
    }
    /// A template that takes these transactions of the pool, in this order.
    void assemble(const std::vector<Transaction>& taken, std::uint64_t clock_s = late_clock_s) {
        add({{"address", hex(key_of(6).address)}}, clock_s, names_of(taken));
    }
    void tick(std::uint64_t clock_s) { add(Json::object(), clock_s, ""); }

    /// Adds the case, after the reference has agreed with the author. The tip at the end can be given.
    void finish(Group& group, const std::string& slug, std::string_view why, std::vector<std::string> clauses,
                const Block* tip = nullptr) const {
        for (const char* clause : {"CHN-4", "CHN-5", "CHN-6"}) {
            if (std::find(clauses.begin(), clauses.end(), clause) == clauses.end()) clauses.emplace_back(clause);
        }
        const Kind kind{"chn.script", "tiny", Source::spec, clauses};
        group.accept(kind, slug, {{"events", events_}}, why);
        const Json& states = group.cases().back()["out"]["states"];
        for (std::size_t i = 0; i < expected_.size(); ++i) {
            if (!expected_[i].empty() && outcome_of(states[i]) != expected_[i]) {
                throw std::runtime_error(slug + ", event " + std::to_string(i) + ": the author expects " +
                                         expected_[i] + ", the reference says " + states[i].dump());
            }
        }
        if (tip != nullptr && states.back()["tip"] != hex(chain::hash_of(tip->header))) {
            throw std::runtime_error(slug + ": the author expects another tip");
        }
    }

private:
    static std::string names_of(std::span<const Transaction> transactions) {
        std::string names = "a template of";
        for (const Transaction& each : transactions) names += ' ' + hex(chain::txid_of(each.body));
        return names;
    }

    /// What became of what arrived, which comes last.
    static std::string outcome_of(const Json& state) {
        if (state.contains("transaction")) return state["transaction"]["is"];
        if (!state.contains("template")) return state["treated"].back()["is"];
        const auto bytes = codec::from_hex(state["template"].get<std::string>());
        const Block block = codec::decode<Block>(bytes.value()).value();
        return names_of(std::span{block.transactions}.subspan(1));
    }

    void add(Json event, std::uint64_t clock_s, const std::string& is) {
        event["clock"] = std::to_string(clock_s);
        events_.push_back(std::move(event));
        expected_.push_back(is);
    }

    Json events_ = Json::array();
    std::vector<std::string> expected_;
};

Branch<Tiny> grown(std::size_t count, unsigned key) {
    Branch<Tiny> branch;
    branch.grow(count, key_of(key).address);
    return branch;
}

/// What can be spent of a block's coinbase.
Spend reward_at(const Branch<Tiny>& branch, std::size_t height, unsigned key) {
    return {test::output_of(branch.blocks().at(height - 1).transactions[0]), key_of(key)};
}

std::vector<Block> from(const Branch<Tiny>& branch, std::size_t first) {
    return {branch.blocks().begin() + static_cast<std::ptrdiff_t>(first), branch.blocks().end()};
}

// ---- the choice between branches

void write_straight(Group& group) {
    const Branch<Tiny> branch = grown(12, 1);
    Script script;
    script.tick(late_clock_s);
    script.blocks(branch.blocks());
    script.block(branch.blocks()[3], "known");
    script.block(chain::genesis_block<Tiny>(), "known");
    script.finish(group, "straight", "blocks in order, and two that are known already", {"CHN-1", "CHN-3", "LED-2"},
                  &branch.blocks().back());

    Branch<Tiny> fast;
    for (int i = 0; i < 24; ++i) fast.add(fast.next(key_of(1).address, {}, 0, i < 12 ? 1 : 40));
    Script retargeted;
    retargeted.blocks(fast.blocks());
    retargeted.finish(group, "retargeted",
                      "fast blocks and then slow ones: difficulty goes up and down, and work counts it",
                      {"DIF-1", "DIF-2", "CHN-3"}, &fast.blocks().back());
}

void write_reorganisations(Group& group) {
    for (const std::size_t depth : {1U, 2U, 10U, 100U}) {
        Branch<Tiny> first = grown(2, 1);
        Branch<Tiny> second = first;
        first.grow(depth, key_of(2).address);
        second.grow(depth + 1, key_of(3).address);
        Script script;
        script.blocks(first.blocks());
        script.blocks(from(second, 2));
        script.finish(group, "reorganisation-" + padded(depth, 3),
                      "the second branch takes over with its last block: everything is undone and done exactly",
                      {"CHN-8", "LED-4"}, &second.blocks().back());
    }
    Branch<Tiny> left = grown(1, 1);
    Branch<Tiny> right = left;
    Script script;
    script.blocks(left.blocks());
    for (int i = 0; i < 4; ++i) {
        left.grow(2, key_of(2).address);
        right.grow(i == 0 ? 3 : 2, key_of(3).address);
    }
    for (std::size_t height = 1; height < left.blocks().size(); ++height) {
        // One branch is ahead after the other.
        if (height + 1 < right.blocks().size() && height % 2 != 0) script.block(right.blocks()[height], "joined");
        script.block(left.blocks()[height], "joined");
        if (height % 2 == 0) script.block(right.blocks()[height], "joined");
    }
    script.block(right.blocks().back(), "joined");
    script.finish(group, "reorganisation-race", "two branches overtake each other again and again", {"CHN-8", "LED-4"},
                  &right.blocks().back());
}

void write_ties(Group& group) {
    const Branch<Tiny> base = grown(3, 1);
    Branch<Tiny> left = base;
    Branch<Tiny> right = base;
    left.grow(1, key_of(2).address);
    right.grow(1, key_of(3).address);
    Script first;
    first.blocks(left.blocks());
    first.block(right.blocks().back(), "joined");
    first.finish(group, "tie-left", "of two with the same work the first stays", {"CHN-4"}, &left.blocks().back());
    Script second;
    second.blocks(right.blocks());
    second.block(left.blocks().back(), "joined");
    second.finish(group, "tie-right", "the same blocks in the other order: the other stays", {"CHN-4"},
                  &right.blocks().back());
    Script broken;
    broken.blocks(left.blocks());
    broken.block(right.blocks().back(), "joined");
    right.grow(1, key_of(3).address);
    broken.block(right.blocks().back(), "joined");
    broken.finish(group, "tie-broken", "the second of two grows first", {"CHN-4", "CHN-8"}, &right.blocks().back());

    // Fewer blocks with more work: the first window was fast.
    Branch<Tiny> heavy;
    for (int i = 0; i < 10; ++i) heavy.add(heavy.next(key_of(4).address, {}, 0, 1));
    const Branch<Tiny> light = grown(14, 5);
    Script work;
    work.blocks(light.blocks());
    work.blocks(heavy.blocks());
    work.finish(group, "work-not-height", "ten blocks with more work than fourteen", {"CHN-3", "CHN-4", "DIF-1"});
}

void write_orphans(Group& group) {
    const Branch<Tiny> branch = grown(5, 1);
    Script backwards;
    for (std::size_t i = 5; i-- > 1;) backwards.block(branch.blocks()[i], "orphan");
    backwards.block(branch.blocks()[3], "known");
    backwards.block(branch.blocks()[0], "");
    backwards.finish(group, "orphans-backwards", "five blocks, the last first: all join with the first", {"CHN-7"},
                     &branch.blocks().back());

    const Branch<Tiny> longer = grown(7, 1);
    Script dropped;
    for (std::size_t i = 1; i < 7; ++i) dropped.block(longer.blocks()[i], "orphan");
    dropped.block(longer.blocks()[0], "joined");
    dropped.block(longer.blocks()[1], "joined");
    dropped.block(longer.blocks()[2], "");
    dropped.finish(group, "orphans-dropped",
                   "six orphans where four are kept: the two oldest are gone and have to come again", {"CHN-7"},
                   &longer.blocks().back());

    Branch<Tiny> left = grown(1, 1);
    Branch<Tiny> right = left;
    left.grow(1, key_of(2).address);
    right.grow(2, key_of(3).address);
    Script siblings;
    siblings.block(right.blocks()[2], "orphan");
    siblings.block(left.blocks()[1], "orphan");
    siblings.block(right.blocks()[1], "orphan");
    siblings.block(left.blocks()[0], "");
    siblings.finish(
        group, "orphans-siblings",
        "orphans of one block are treated in the order in which they came, each with its own before the next",
        {"CHN-6"}, &right.blocks()[2]);

    Branch<Tiny> third = left;
    third.grow(1, key_of(4).address);
    Script families;
    families.block(right.blocks()[1], "orphan");
    families.block(third.blocks()[2], "orphan");
    families.block(left.blocks()[1], "orphan");
    families.block(right.blocks()[2], "orphan");
    families.block(left.blocks()[0], "");
    families.finish(group, "orphans-families",
                    "two orphans of one block, each with one of its own: not both of them first, and then theirs",
                    {"CHN-6"}, &right.blocks()[2]);

    Block bad = branch.blocks()[1];
    bad.header.mean_phase ^= 1;
    Block bare = branch.blocks()[1];
    bare.transactions.clear();
    Script refused;
    refused.block(bare, "BLK-2");
    refused.bytes(base::Bytes(10), "COD-1");
    refused.bytes(base::Bytes(5000), "BLK-1");
    Block structure = branch.blocks()[1];
    structure.header.version = 9;
    refused.block(structure, "HDR-1");
    refused.block(branch.blocks()[1], "orphan");
    refused.block(branch.blocks()[0], "");
    refused.finish(group, "orphans-refused", "an orphan is checked as far as it can be before it is kept", {"CHN-6"},
                   &branch.blocks()[1]);
}

void write_early(Group& group) {
    Branch<Tiny> branch = grown(2, 1);
    const Block next = branch.next(key_of(1).address, {}, 0, 10'000);
    branch.add(next);
    const Block after = branch.next(key_of(1).address, {}, 0, 10);
    branch.add(after);
    const std::uint64_t edge_s = next.header.time_s - chain::time_ahead_s_max;
    Script script;
    script.block(branch.blocks()[0], "joined", edge_s - 1);
    script.block(branch.blocks()[1], "joined", edge_s - 1);
    script.block(next, "early", edge_s - 1);
    script.block(after, "orphan", edge_s - 1);
    script.block(next, "known", edge_s - 1);
    script.tick(edge_s - 1);
    script.tick(edge_s);
    script.tick(edge_s + 10);
    script.finish(group, "early-and-orphan",
                  "a block 7201 seconds ahead waits a second, its child ten more; nothing is invalid",
                  {"CHN-5", "CHN-7"}, &after);

    Script jump;
    jump.block(branch.blocks()[0], "joined", edge_s - 1);
    jump.block(branch.blocks()[1], "joined", edge_s - 1);
    jump.block(next, "early", edge_s - 1);
    jump.block(after, "joined", edge_s + 10);
    jump.finish(group, "early-before-arrival", "what was early is treated before the block that comes with the clock",
                {"CHN-5"}, &after);

    Script back;
    back.tick(late_clock_s);
    back.block(branch.blocks()[0], "joined", 0);
    back.block(branch.blocks()[1], "joined", 0);
    back.block(next, "joined", edge_s - 1);
    back.finish(group, "clock-back", "the clock does not go back", {"CHN-5"}, &next);

    Block easy = next;
    easy.header.difficulty += 1;
    easy = test::sealed<Tiny>(easy);
    Script wrong;
    wrong.block(branch.blocks()[0], "joined", edge_s - 1);
    wrong.block(branch.blocks()[1], "joined", edge_s - 1);
    wrong.block(easy, "early", edge_s - 1);
    wrong.tick(edge_s);
    wrong.finish(group, "early-then-refused",
                 "an early block of the wrong difficulty is refused when its time has come", {"CHN-5", "CHN-6"},
                 &branch.blocks()[1]);
}

void write_kept(Group& group) {
    const Branch<Tiny> known = grown(1, 1);
    const std::uint64_t now_s = known.blocks()[0].header.time_s;
    const Block early = known.next(key_of(1).address, {}, 0, 10'000);
    const Branch<Tiny> unknown = grown(1, 2);
    std::vector<Block> orphans;
    for (unsigned i = 0; i < 4; ++i) orphans.push_back(unknown.next(key_of(i).address));
    Script again;
    again.block(early, "orphan", now_s);
    again.block(orphans[0], "orphan", now_s);
    again.block(orphans[1], "orphan", now_s);
    again.block(known.blocks()[0], "", now_s);  // with it the first becomes early
    again.block(orphans[2], "orphan", now_s);
    again.block(orphans[3], "orphan", now_s);
    again.block(early, "known", now_s);
    again.block(orphans[0], "orphan", now_s);
    again.tick(now_s + 10'000);
    again.block(unknown.blocks()[0], "", now_s);
    again.finish(group, "kept-again",
                 "an orphan that becomes early has been kept for no time: with one block too many another one goes",
                 {"CHN-7"}, &early);
}

/// What is early is checked as far as it can be, for each part of the check.
void write_early_refused(Group& group) {
    const Branch<Tiny> base;
    const std::uint64_t now_s = base.ancestry().time_s;
    const Block early = base.next(key_of(1).address, {}, 0, 10'000);
    Script script;
    const auto refused = [&](const std::string& rule, const std::function<void(Block&)>& change) {
        Block changed = early;
        change(changed);
        script.block(changed, rule, now_s);
    };
    refused("WRK-1", [](Block& block) { block.header.difficulty = 0; });
    refused("WRK-2", [](Block& block) { block.header.difficulty = UINT64_MAX; });
    refused("POC-5", [](Block& block) { block.header.bloom_digest[0] ^= 1; });
    refused("BLK-2", [](Block& block) { block.transactions.clear(); });
    refused("BLK-3", [](Block& block) { block.transactions[0].body.outputs[0].amount -= 1; });
    refused("TXN-4", [](Block& block) {
        block.transactions[0].body.outputs[0].amount = 0;
        block = test::sealed<Tiny>(block);
    });
    script.block(early, "early", now_s);
    script.tick(now_s + 10'000);
    script.finish(group, "early-refused", "an early block is checked as far as it can be before it is kept",
                  {"CHN-6", "CHN-7"}, &early);
}

/// A block after the branch that pays itself one unit too much: only the ledger sees it.
Block greedy(const Branch<Tiny>& branch, unsigned key) { return branch.next(key_of(key).address, {}, 1); }

void write_invalid(Group& group) {
    const Branch<Tiny> base = grown(4, 1);
    for (const std::size_t before : {0U, 1U, 5U}) {
        Branch<Tiny> good = base;
        good.grow(before + 2, key_of(2).address);
        Branch<Tiny> bad = base;
        bad.grow(before, key_of(3).address);
        const Block first_bad = greedy(bad, 3);
        bad.add(first_bad);
        bad.grow(2, key_of(3).address);
        Script script;
        script.blocks(good.blocks());
        script.blocks(from(bad, 4));
        script.block(first_bad, "BLK-7");
        script.block(bad.blocks().back(), "HDR-9");
        bad.grow(1, key_of(3).address);
        script.block(bad.blocks().back(), "HDR-9");
        script.block(bad.next(key_of(3).address), "orphan");
        good.grow(1, key_of(2).address);
        script.block(good.blocks().back(), "joined");
        script.finish(group, "invalid-after-" + std::to_string(before),
                      "a longer branch with an invalid block in it: all is put back, and the branch is remembered",
                      {"CHN-8", "LED-3", "LED-4"}, &good.blocks().back());
    }

    Branch<Tiny> second = base;
    second.grow(2, key_of(4).address);
    Branch<Tiny> third = base;
    third.grow(3, key_of(5).address);
    const Block bad = greedy(third, 5);
    Branch<Tiny> fourth = third;
    fourth.add(bad);
    fourth.grow(2, key_of(5).address);
    Script fallback;
    fallback.blocks(base.blocks());
    for (std::size_t i = 7; i < fourth.blocks().size(); ++i) fallback.block(fourth.blocks()[i], "orphan");
    fallback.blocks(from(second, 4));
    fallback.block(fourth.blocks()[4], "joined");
    fallback.block(fourth.blocks()[5], "joined");
    fallback.block(fourth.blocks()[6], "");
    fallback.finish(group, "invalid-fallback", "the good part of a branch takes over, and its invalid end does not",
                    {"CHN-8"}, &third.blocks().back());

    Branch<Tiny> covered = base;
    Block wrong = covered.next(key_of(6).address);
    wrong.transactions.push_back(chain::coinbase_of(5, 1, key_of(6).address));
    wrong = test::sealed<Tiny>(wrong);
    covered.add(wrong);
    const Block child = covered.next(key_of(6).address);
    const Block grandchild = [&] {
        Branch<Tiny> further = covered;
        further.add(child);
        return further.next(key_of(6).address);
    }();
    Script remembered;
    remembered.blocks(base.blocks());
    remembered.block(child, "orphan");
    remembered.block(wrong, "");
    remembered.block(wrong, "BLK-5");
    remembered.block(child, "HDR-9");
    remembered.block(grandchild, "orphan");
    remembered.finish(
        group, "invalid-covered",
        "what the hash covers is remembered: the block joins as invalid, and its child with HDR-9 does not", {"CHN-6"},
        &base.blocks().back());

    Branch<Tiny> branch = base;
    const Block right = branch.next(key_of(7).address);
    Block forged = right;
    forged.transactions[0].body.outputs[0].amount -= 1;
    Script uncovered;
    uncovered.blocks(base.blocks());
    uncovered.block(forged, "BLK-3");
    uncovered.block(forged, "BLK-3");
    uncovered.block(right, "joined");
    uncovered.finish(group, "invalid-uncovered",
                     "other transactions under the same header do not make the block itself invalid", {"CHN-6"},
                     &right);

    Block tall = base.next(key_of(8).address);
    tall.transactions[0].body.lock_height += 1;
    tall = test::sealed<Tiny>(tall);
    Block difficult = base.next(key_of(8).address);
    difficult.header.difficulty += 1;
    difficult = test::sealed<Tiny>(difficult);
    Block stale = base.next(key_of(8).address);
    stale.header.time_s = base.ancestry().time_s;
    stale = test::sealed<Tiny>(stale);
    Block dull = base.next(key_of(8).address);
    dull.header.bloom_digest[0] ^= 1;
    Script refusals;
    refusals.blocks(base.blocks());
    refusals.block(tall, "BLK-6");
    refusals.block(tall, "BLK-6");
    refusals.block(difficult, "HDR-12");
    refusals.block(stale, "HDR-10");
    refusals.block(dull, "POC-5");
    base::Bytes cut = codec::encode(base.next(key_of(8).address));
    cut.pop_back();
    refusals.bytes(cut, "COD-1");
    refusals.block(base.next(key_of(8).address), "joined");
    refusals.finish(group, "invalid-one-by-one", "a rule for each reason, and the good block after all", {"CHN-6"});
}

/// Blocks that break several rules: which of them is the answer.
void write_refused_in_order(Group& group) {
    const Branch<Tiny> base = grown(4, 1);
    const Block good = base.next(key_of(2).address);
    const auto changed = [](Block block, const std::function<void(Block&)>& change) {
        change(block);
        return block;
    };
    const auto other_root = [](Block& block) { block.transactions[0].body.outputs[0].amount -= 1; };
    Block stale = good;
    stale.header.time_s = base.ancestry().time_s;
    stale = test::sealed<Tiny>(stale);
    Block difficult = good;
    difficult.header.difficulty += 1;
    difficult = test::sealed<Tiny>(difficult);
    Script header;
    header.blocks(base.blocks());
    header.block(changed(stale, other_root), "HDR-10");
    header.block(changed(difficult, other_root), "HDR-12");
    header.block(changed(good,
                         [&](Block& block) {
                             block.header.bloom_digest[0] ^= 1;
                             other_root(block);
                         }),
                 "POC-5");
    header.block(good, "joined");
    header.finish(group, "refused-header-first", "wrong transactions under a wrong header: the header comes first",
                  {"BLK-11", "CHN-6"}, &good);

    // The same three faults of structure after a block that is not there, and after one that is invalid.
    const std::pair<std::string, std::function<void(Block&)>> faults[]{
        {"HDR-1", [](Block& block) { block.header.version = 2; }},
        {"HDR-2", [](Block& block) { block.header.bloom_step = 0; }},
        {"HDR-3", [](Block& block) { block.header.coherence = 0; }}};
    const Block bad = greedy(base, 3);
    Branch<Tiny> invalid = base;
    invalid.add(bad);
    const Block child = invalid.next(key_of(3).address);
    Script structure;
    for (const auto& [rule, change] : faults) structure.block(changed(child, change), rule);
    structure.blocks(base.blocks());
    structure.block(bad, "joined");
    for (const auto& [rule, change] : faults) structure.block(changed(child, change), rule);
    structure.block(child, "HDR-9");
    structure.finish(group, "refused-structure-first",
                     "structure comes before the block before: whether that is unknown or invalid", {"CHN-6", "CHN-8"},
                     &base.blocks().back());
}

// ---- branches with transactions, and the pool

Transaction pay(const Spend& spend, chain::Amount amount, chain::Amount fee, unsigned key) {
    return test::transfer<Tiny>({spend}, {{amount - fee, key_of(key).address}});
}

constexpr chain::Amount reward = chain::reward_initial;

void write_double_spends(Group& group) {
    const Branch<Tiny> base = grown(5, 1);
    const Spend coin = reward_at(base, 1, 1);
    const Transaction left_payment = pay(coin, reward, 1000, 2);
    const Transaction right_payment = pay(coin, reward, 2000, 3);
    Branch<Tiny> left = base;
    left.add(left.next(key_of(4).address, {left_payment}, 1000));
    left.grow(1, key_of(4).address);
    Branch<Tiny> right = base;
    right.add(right.next(key_of(5).address, {right_payment}, 2000));
    right.grow(2, key_of(5).address);

    Script script;
    script.blocks(left.blocks());
    script.transaction(right_payment, "TXN-8");
    script.blocks(from(right, 5));
    script.transaction(left_payment, "TXN-8");
    script.finish(group, "double-spend", "a coin is spent on both branches: each ledger knows one of the payments",
                  {"LED-3", "MPL-10"}, &right.blocks().back());

    Branch<Tiny> twice = left;
    twice.add(twice.next(key_of(4).address, {right_payment}, 2000));
    Script again;
    again.blocks(left.blocks());
    again.block(twice.blocks().back(), "joined");
    again.finish(group, "double-spend-in-branch", "a coin that a block of the same branch has spent",
                 {"LED-3", "CHN-8"}, &left.blocks().back());

    Branch<Tiny> empty = base;
    empty.grow(4, key_of(6).address);
    Script returned;
    returned.blocks(left.blocks());
    returned.blocks(from(empty, 5));
    returned.transaction(right_payment, "MPL-3");
    returned.assemble(7);
    returned.finish(group, "payment-returns", "a payment of an undone block waits in the pool again",
                    {"MPL-10", "MPL-11", "CHN-8"}, &empty.blocks().back());

    const Spend made{test::output_of(left_payment), key_of(2)};
    const Transaction onward = pay(made, reward - 1000, 500, 8);
    Branch<Tiny> chained = base;
    chained.add(chained.next(key_of(4).address, {left_payment, onward}, 1500));
    Script in_block;
    in_block.blocks(chained.blocks());
    in_block.transaction(onward, "TXN-8");
    in_block.blocks(from(empty, 5));
    in_block.assemble(7);
    in_block.finish(group, "payments-return-in-order",
                    "two payments of one block, one upon the other, come back in order", {"MPL-10", "MPL-11"},
                    &empty.blocks().back());
}

/// Blocks that the ledger refuses when it has changed already: nothing of them remains.
void write_half_applied(Group& group) {
    const Branch<Tiny> base = grown(5, 1);
    const Transaction good = pay(reward_at(base, 1, 1), reward, 1000, 2);
    const Transaction missing = pay({{base::Hash{}, 0}, key_of(1)}, reward, 1000, 2);
    const Block half = base.next(key_of(3).address, {good, missing}, 2000);
    const Block whole = base.next(key_of(4).address, {good}, 1000);
    Script undone;
    undone.blocks(base.blocks());
    undone.block(half, "joined");
    undone.transaction(good, "admitted");
    undone.block(whole, "joined");
    undone.finish(group, "refused-half-applied",
                  "the second payment of a block is refused: the coin of the first can be spent as before",
                  {"LED-3", "CHN-8"}, &whole);

    Branch<Tiny> tip = base;
    tip.grow(1, key_of(5).address);
    Branch<Tiny> rival = base;
    rival.add(whole);
    Script branch;
    branch.blocks(tip.blocks());
    branch.block(whole, "joined");
    branch.block(greedy(rival, 6), "joined");
    branch.assemble(std::vector<Transaction>{});
    branch.transaction(good, "admitted");
    branch.finish(group, "refused-branch-pool",
                  "a branch with a payment is applied up to an invalid block and undone: the payment was in no chain "
                  "before, and is in no pool after",
                  {"CHN-8", "MPL-10"}, &tip.blocks().back());
}

/// An early block falls due and changes the tip before what arrives with the event is looked at.
void write_due(Group& group) {
    const Branch<Tiny> base = grown(5, 1);
    const Spend coin = reward_at(base, 1, 1);
    const Transaction payment = pay(coin, reward, 1000, 2);
    const Transaction other = pay(reward_at(base, 2, 1), reward, 700, 2);
    const Block early = base.next(key_of(4).address, {payment}, 1000, 10'000);
    const std::uint64_t now_s = base.ancestry().time_s;
    const std::uint64_t due_s = early.header.time_s;
    const auto waiting = [&] {
        Script script;
        for (const Block& block : base.blocks()) script.block(block, "joined", now_s);
        script.transaction(payment, "admitted", now_s);
        script.transaction(other, "admitted", now_s);
        script.block(early, "early", now_s);
        return script;
    };
    const std::vector<std::string> clauses{"CHN-5", "MPL-8", "MPL-10", "MPL-11"};

    Script assembled = waiting();
    assembled.assemble({other}, due_s);
    assembled.finish(group, "due-template",
                     "a block with a payment falls due with the event: the template does not hold the payment again",
                     clauses, &early);
    Script same = waiting();
    same.transaction(payment, "TXN-8", due_s);
    same.assemble({other}, due_s);
    same.finish(group, "due-same", "a payment arrives as a block with it falls due: it is in no pool any more", clauses,
                &early);

    // Payments of a row, each of which spends the one before; the first is in the block.
    std::vector<Transaction> row{payment};
    for (chain::Amount left = reward - 1000; row.size() < 26; left -= 1000) {
        row.push_back(pay({test::output_of(row.back()), key_of(2)}, left, 1000, 2));
    }
    Script chained;
    for (const Block& block : base.blocks()) chained.block(block, "joined", now_s);
    for (std::size_t i = 0; i < 25; ++i) chained.transaction(row[i], "admitted", now_s);
    chained.block(early, "early", now_s);
    chained.transaction(row[25], "admitted", due_s);
    chained.finish(group, "due-chain",
                   "a payment with twenty-five before it comes as a block with the first of them falls due", clauses,
                   &early);

    // The early blocks take over with a rival of what waits, and the one that arrives takes over from them.
    const Transaction rival_payment = pay(coin, reward, 90'000, 3);
    Branch<Tiny> steady = base;
    steady.grow(3, key_of(6).address);
    const auto passed_over = [&](const Branch<Tiny>& late) {
        Script script;
        for (std::size_t i = 0; i < 6; ++i) script.block(steady.blocks()[i], "joined", now_s);
        script.transaction(payment, "admitted", now_s);
        script.block(late.blocks()[5], "early", now_s);
        script.block(late.blocks()[6], "orphan", now_s);
        script.block(steady.blocks()[7], "orphan", now_s);
        script.block(steady.blocks()[6], "joined", now_s + 900);
        script.assemble({payment}, now_s + 900);
        return script;
    };
    Branch<Tiny> rival_first = base;
    rival_first.add(rival_first.next(key_of(5).address, {rival_payment}, 90'000, 8000));
    rival_first.grow(1, key_of(5).address);
    passed_over(rival_first)
        .finish(group, "due-once",
                "the tip goes to another branch and back within one event: the pool is made anew once, for the last tip",
                clauses, &steady.blocks().back());

    // Here at a height where no block of the old chain was undone.
    Branch<Tiny> rival_last = base;
    rival_last.add(rival_last.next(key_of(5).address, {}, 0, 8000));
    rival_last.add(rival_last.next(key_of(5).address, {rival_payment}, 90'000));
    passed_over(rival_last)
        .finish(group, "due-passing",
                "the tip passes over a branch within one event: what it holds above the old tip was in no chain before, "
                "and is in no pool after",
                clauses, &steady.blocks().back());
}

void write_pool(Group& group) {
    Branch<Tiny> base = grown(12, 1);
    const auto coin = [&](std::size_t height) { return reward_at(base, height, 1); };
    const Transaction plain = pay(coin(1), reward, 1000, 2);
    Script script;
    script.blocks(base.blocks());
    script.transaction(plain, "admitted");
    script.transaction(plain, "MPL-2");
    script.transaction(pay(coin(1), reward, 2000, 3), "MPL-3");
    script.transaction(chain::coinbase_of(13, 1, key_of(1).address), "MPL-1");
    script.transaction(pay(coin(2), reward, 185, 2), "MPL-4");
    script.transaction(pay(coin(2), reward, 186, 2), "admitted");
    script.transaction(pay(coin(11), reward, 1000, 2), "TXN-9");
    script.transaction(pay(coin(10), reward, 1000, 2), "admitted");
    script.transaction(pay(Spend{coin(3).outpoint, key_of(2)}, reward, 1000, 2), "TXN-10");
    script.transaction(test::transfer<Tiny>({coin(3)}, {{reward + 1, key_of(2).address}}), "TXN-11");
    script.transaction(test::transfer<Tiny>({coin(3)}, {{reward - 1000, key_of(2).address}}, 14), "TXN-7");
    script.transaction(test::transfer<Tiny>({coin(3)}, {{reward - 1000, key_of(2).address}}, 13), "admitted");
    Transaction forged = pay(coin(4), reward, 1000, 2);
    forged.signatures[0][32] ^= 1;
    script.transaction(forged, "SIG-6");
    Transaction versioned = pay(coin(4), reward, 1000, 2);
    versioned.body.version = 2;
    script.transaction(versioned, "TXN-1");
    Transaction resigned = plain;
    resigned.signatures[0][0] ^= 1;
    script.transaction(resigned, "MPL-2");
    script.transaction(pay({test::output_of(plain), key_of(2)}, reward - 1000, 300, 3), "admitted");
    script.transaction(pay({test::output_of(plain, 1), key_of(2)}, reward - 1000, 300, 3), "TXN-8");
    base::Bytes cut = codec::encode(pay(coin(5), reward, 1000, 2));
    cut.pop_back();
    script.transaction_bytes(cut, "COD-1");
    cut.resize(cut.size() + 2);
    script.transaction_bytes(cut, "COD-2");
    script.assemble(9);
    script.finish(group, "pool-rules", "each rule of the pool, and a template of what was admitted",
                  {"MPL-7", "MPL-8", "MPL-11"});
}

void write_pool_chains(Group& group) {
    const Branch<Tiny> base = grown(5, 1);
    Spend last = reward_at(base, 1, 1);
    chain::Amount amount = reward;
    Script script;
    script.blocks(base.blocks());
    std::vector<Transaction> payments;
    for (unsigned i = 0; i < 26; ++i) {
        const Transaction payment = pay(last, amount, 1000 + 10 * i, 1);
        script.transaction(payment, i <= 24 ? "admitted" : "MPL-5");
        amount -= 1000 + 10 * i;
        last = {test::output_of(payment), key_of(1)};
        payments.push_back(payment);
    }
    script.assemble(2);
    Branch<Tiny> longer = base;
    chain::Amount fees = 0;
    for (unsigned i = 0; i < 10; ++i) fees += 1000 + 10 * i;
    longer.add(longer.next(key_of(3).address, {payments.begin(), payments.begin() + 10}, fees));
    script.block(longer.blocks().back(), "joined");
    script.transaction(payments[25], "admitted");
    script.assemble(2);
    script.finish(group, "pool-chain",
                  "twenty-four may come before, not twenty-five; a block with ten of them makes room",
                  {"MPL-8", "MPL-10", "MPL-11"});

    Script poor;
    poor.blocks(base.blocks());
    for (std::size_t i = 0; i < 25; ++i) poor.transaction(payments[i], "admitted");
    const Spend end{test::output_of(payments[24]), key_of(1)};
    poor.transaction(pay(end, payments[24].body.outputs[0].amount, 185, 1), "MPL-4");
    poor.transaction(pay(end, payments[24].body.outputs[0].amount, 186, 1), "MPL-5");
    poor.finish(group, "pool-chain-poor", "twenty-five come before, and the fee is too low: the fee comes first",
                {"MPL-8"});
}

void write_pool_limits(Group& group) {
    Branch<Tiny> base = grown(19, 1);
    Script script;
    script.blocks(base.blocks());
    // A transaction with one input and 25 outputs has 1146 bytes: five of them fit.
    const auto large = [&](std::size_t height, chain::Amount fee) {
        std::vector<chain::Output> outputs(25, {1000, key_of(2).address});
        outputs[0].amount = reward - 24'000 - fee;
        return test::transfer<Tiny>({reward_at(base, height, 1)}, outputs);
    };
    const Transaction cheap = large(1, 2000);
    script.transaction(cheap, "admitted");
    script.transaction(pay({test::output_of(cheap), key_of(2)}, reward - 26'000, 100'000, 3), "admitted");
    script.transaction(large(2, 3000), "admitted");
    script.transaction(large(3, 4000), "admitted");
    script.transaction(large(4, 3000), "admitted");
    script.transaction(large(5, 5000), "admitted");
    script.transaction(large(6, 1999), "MPL-6");
    script.transaction(large(6, 2000), "MPL-6");
    script.transaction(large(6, 2001), "admitted");
    script.transaction(large(7, 3000), "admitted");
    script.transaction(large(8, 3000), "MPL-6");
    script.transaction(large(9, 9000), "admitted");
    script.assemble(4);
    script.finish(group, "pool-full",
                  "the worst goes, with what comes after it; of two equals the later; who would go at once is refused",
                  {"MPL-9", "MPL-11"});

    Script parents;
    parents.blocks(base.blocks());
    parents.transaction(cheap, "admitted");
    for (std::size_t height = 2; height < 6; ++height) parents.transaction(large(height, 5000 + height), "admitted");
    std::vector<chain::Output> outputs(25, {1000, key_of(3).address});
    parents.transaction(test::transfer<Tiny>({{test::output_of(cheap), key_of(2)}}, outputs), "MPL-6");
    parents.finish(group, "pool-full-child",
                   "a child that pays well is put out with its cheap parent: it is refused, and the parent stays",
                   {"MPL-9"});

    // The first is older than eight blocks after eight more.
    Branch<Tiny> aged = base;
    Script age;
    age.blocks(base.blocks());
    age.transaction(pay(reward_at(base, 1, 1), reward, 1000, 2), "admitted");
    aged.grow(1, key_of(4).address);
    age.block(aged.blocks().back(), "joined");
    age.transaction(pay(reward_at(base, 2, 1), reward, 1000, 2), "admitted");
    for (int i = 0; i < 8; ++i) {
        aged.grow(1, key_of(4).address);
        age.block(aged.blocks().back(), "joined");
    }
    age.finish(group, "pool-age", "a transaction waits for seven blocks and is dropped with the eighth",
               {"MPL-10", "PAR-6"});
}

/// Pools that are full to the byte, and what is put out of them.
void write_full_pools(Group& group) {
    const Branch<Tiny> base = grown(10, 1);
    // 14 bytes, 132 for each input and 40 for each output.
    const auto payment = [&](const std::vector<std::size_t>& heights, std::size_t output_count, chain::Amount fee) {
        std::vector<Spend> spends;
        for (const std::size_t height : heights) spends.push_back(reward_at(base, height, 1));
        std::vector<chain::Output> outputs(output_count, {1000, key_of(2).address});
        outputs[0].amount = reward * heights.size() - 1000 * (output_count - 1) - fee;
        return test::transfer<Tiny>(spends, outputs);
    };
    const auto after = [](const Transaction& parent) {
        return pay({test::output_of(parent), key_of(2)}, parent.body.outputs[0].amount, 100'000, 2);
    };

    // 1146 bytes for a transaction with 25 outputs: five of them fit, or four with two small ones.
    const Transaction cheap = payment({1}, 25, 2000);
    const Transaction child = after(cheap);
    const Transaction grandchild = after(child);
    Script family;
    family.blocks(base.blocks());
    for (const Transaction& each : {cheap, child, grandchild}) family.transaction(each, "admitted");
    for (std::size_t height = 2; height < 7; ++height) family.transaction(payment({height}, 25, 5000), "admitted");
    family.transaction(grandchild, "TXN-8");
    family.transaction(child, "TXN-8");
    family.transaction(cheap, "MPL-6");
    family.finish(group, "pool-full-family",
                  "child and grandchild go with the worst; what has gone is judged anew when it comes again",
                  {"MPL-8", "MPL-9"});

    const Transaction first = payment({1}, 72, 9000);  // 3026 bytes, and 3118 of the second
    Script exact;
    exact.blocks(base.blocks());
    exact.transaction(first, "admitted");
    exact.transaction(payment({2, 3}, 71, 9000), "admitted");
    exact.transaction(first, "MPL-2");
    exact.finish(group, "pool-exactly-full", "6144 bytes are not more than the pool may have: both stay",
                 {"MPL-9", "PAR-6"});
}

void write_templates(Group& group) {
    Branch<Tiny> base = grown(12, 1);
    const auto coin = [&](std::size_t height) { return reward_at(base, height, 1); };
    Script script;
    script.assemble(5, 0);
    script.assemble(5, chain::genesis_time_s + 1);
    script.assemble(5, chain::genesis_time_s + 500);
    script.blocks(base.blocks());
    const Transaction parent = pay(coin(1), reward, 200, 2);
    script.transaction(parent, "admitted");
    script.transaction(pay(coin(2), reward, 5000, 2), "admitted");
    script.transaction(pay({test::output_of(parent), key_of(2)}, reward - 200, 20'000, 3), "admitted");
    script.transaction(pay(coin(3), reward, 5000, 2), "admitted");
    script.transaction(test::transfer<Tiny>({coin(4), coin(5)}, {{2 * reward - 9000, key_of(2).address}}), "admitted");
    script.assemble(6);
    script.finish(
        group, "template-packages",
        "a cheap parent comes in with its child that pays for both; of equals the first; a template at any clock",
        {"MPL-11", "DIF-2"});

    Script full;
    full.blocks(base.blocks());
    const auto large = [&](std::size_t height, chain::Amount fee, std::size_t output_count) {
        std::vector<chain::Output> outputs(output_count, {1000, key_of(2).address});
        outputs[0].amount = reward - 1000 * (output_count - 1) - fee;
        return test::transfer<Tiny>({coin(height)}, outputs);
    };
    const Transaction middle = large(1, 20'000, 40);
    full.transaction(middle, "admitted");
    full.transaction(large(2, 19'000, 40), "admitted");
    full.transaction(large(3, 1000, 10), "admitted");
    full.transaction(pay({test::output_of(middle), key_of(2)}, reward - 59'000, 300, 3), "admitted");
    full.transaction(large(4, 900, 10), "admitted");
    full.assemble(6);
    full.finish(group, "template-full",
                "what does not fit is passed over, and what comes after it in rate can still fit", {"MPL-11", "PAR-6"});
}

/// Templates where the rates of transactions and of their packages say different things.
void write_packages(Group& group) {
    const Branch<Tiny> base = grown(12, 1);
    constexpr chain::Amount size = 186;  // of a transaction with one input and one output
    const auto first = [&](std::size_t height, chain::Amount rate) {
        return pay(reward_at(base, height, 1), reward, rate * size, 2);
    };
    const auto after = [&](const Transaction& parent, chain::Amount rate) {
        return pay({test::output_of(parent), key_of(2)}, parent.body.outputs[0].amount, rate * size, 2);
    };
    const Transaction cheap = first(1, 1);
    const Transaction three = first(2, 3);
    const Transaction dear = after(cheap, 9);
    const Transaction six = first(3, 6);
    const Transaction seven = first(4, 7);
    Script child;
    child.blocks(base.blocks());
    for (const Transaction& each : {cheap, three, dear, six, seven}) child.transaction(each, "admitted");
    child.assemble({seven, six, cheap, dear, three});
    child.finish(group, "template-child-pays",
                 "a child has the best rate of all, but together with its parent only the third best", {"MPL-11"});

    const Transaction eight = first(1, 8);
    const Transaction two = after(eight, 2);
    const Transaction four = first(2, 4);
    Script parent;
    parent.blocks(base.blocks());
    for (const Transaction& each : {eight, two, four}) parent.transaction(each, "admitted");
    parent.assemble({eight, four, two});
    parent.finish(group, "template-parent-first",
                  "a parent that is in the template pays for its child no more: others come before it", {"MPL-11"});
}

/// Templates of blocks that are exactly full, and that would be two bytes too long.
void write_full_templates(Group& group) {
    const Branch<Tiny> base = grown(12, 1);
    const auto payment = [&](const std::vector<std::size_t>& heights, std::size_t output_count) {
        std::vector<Spend> spends;
        for (const std::size_t height : heights) spends.push_back(reward_at(base, height, 1));
        std::vector<chain::Output> outputs(output_count, {1000, key_of(2).address});
        outputs[0].amount = 1'000'000;
        return test::transfer<Tiny>(spends, outputs);
    };
    // header 136, count 2, coinbase 54; transactions of 14 + 132 for each input + 40 for each output
    const Transaction half = payment({1}, 43);
    const Transaction other_half = payment({2, 3}, 44);
    Script full;
    full.blocks(base.blocks());
    full.transaction(half, "admitted");
    full.transaction(other_half, "admitted");
    full.assemble({other_half, half});
    full.finish(group, "template-exactly-full", "the last transaction fills the block to its last byte",
                {"MPL-11", "PAR-6"});
    const Transaction long_one = payment({4}, 94);
    Script over;
    over.blocks(base.blocks());
    over.transaction(long_one, "admitted");
    over.assemble(std::vector<Transaction>{});
    over.finish(group, "template-two-bytes-over", "a transaction that would make the block two bytes too long",
                {"MPL-11", "PAR-6"});
}

void write_storm(Group& group) {
    Draw draw{"storm"};
    for (int number = 0; number < 12; ++number) {
        std::vector<Branch<Tiny>> branches{grown(12, 1)};
        Script script;
        script.blocks(branches[0].blocks());
        std::vector<Block> made;
        std::vector<Block> later;
        for (unsigned i = 0; i < 24; ++i) {
            const std::size_t chosen = draw.below(static_cast<std::uint32_t>(branches.size()));
            if (branches.size() < 5 && draw.below(4) == 0) branches.push_back(branches[chosen]);
            Branch<Tiny>& branch = branches[chosen];
            const std::uint32_t kind = draw.below(20);
            std::vector<Transaction> transactions;
            chain::Amount fees = 0;
            const std::size_t height = 1 + draw.below(9);
            if (kind < 7) {
                fees = 1000 + draw.below(9000);
                transactions.push_back(pay(reward_at(branch, height, 1), reward, fees, 2 + draw.below(3)));
            }
            if (kind == 7) fees = 1;  // greedy
            const std::uint64_t seconds = 1 + draw.below(30);
            const Block block = branch.next(key_of(5 + i).address, transactions, fees, seconds);
            branch.add(block);
            made.push_back(block);
            later.push_back(block);
            if (!transactions.empty() && draw.below(2) == 0) script.transaction(transactions[0], "");
            if (later.size() == 3 || draw.below(2) == 0) {
                const auto next =
                    later.begin() + static_cast<std::ptrdiff_t>(draw.below(static_cast<std::uint32_t>(later.size())));
                script.block(*next, "");
                later.erase(next);
            }
        }
        // What was dropped as an orphan comes again.
        for (const Block& block : made) script.block(block, "");
        script.assemble(6);
        script.finish(group, "storm-" + padded(static_cast<std::uint64_t>(number), 2),
                      "drawn branches with payments, double spends and greedy coinbases, in a drawn order",
                      {"CHN-7", "CHN-8", "LED-4", "MPL-10"});
    }
}

}  // namespace

void write_scripts(Book& book) {
    Group& choice = book.group("chain", "script_choice");
    write_straight(choice);
    write_reorganisations(choice);
    write_ties(choice);
    write_orphans(choice);
    write_early(choice);
    write_early_refused(choice);
    write_kept(choice);
    write_invalid(choice);
    write_refused_in_order(choice);
    Group& pool = book.group("chain", "script_pool");
    write_double_spends(pool);
    write_half_applied(pool);
    write_due(pool);
    write_pool(pool);
    write_pool_chains(pool);
    write_pool_limits(pool);
    write_full_pools(pool);
    write_templates(pool);
    write_packages(pool);
    write_full_templates(pool);
    write_storm(book.group("chain", "script_storm"));
}

}  // namespace bloomcoin::vectors
