// Cases of the room chain: difficulty, headers in a chain, blocks.
#include "book.hpp"
#include "inputs.hpp"

#include "../../conformance/reference/profiles.hpp"
#include "../../property/support/chain_builder.hpp"

#include <functional>

namespace bloomcoin::vectors {

namespace {

using chain::Block;
using chain::Header;
using chain::Transaction;
using param::Profile;
using test::Branch;
using test::key_of;

// ---- difficulty

template <Profile P>
void write_bases(Group& group) {
    const Kind kind{"dif.base", std::string{P::name}, Source::spec, {"DIF-1", "NUM-7"}};
    constexpr std::uint64_t target = P::retarget_window * P::interval_target_s;
    const auto add = [&](std::uint64_t base, std::uint64_t span, std::string_view why) {
        group.accept(kind, std::to_string(base) + "-" + std::to_string(span),
                     {{"base", std::to_string(base)}, {"span", std::to_string(span)}}, why);
    };
    for (const std::uint64_t base :
         std::initializer_list<std::uint64_t>{1, 2, 3, 1000, std::uint64_t{1} << 53, chain::base_difficulty_max}) {
        add(base, target, "in time: nothing changes");
        add(base, target / 2, "twice as fast: twice the base, as far as there is room");
        add(base, target / 2 - 1, "faster than twice as fast counts as twice as fast");
        add(base, 1, "as fast as can be");
        add(base, target * 2, "half as fast: half the base, and a half is rounded up");
        add(base, target * 2 + 1, "slower than half as fast counts as half as fast");
        add(base, UINT64_MAX, "as slow as can be: no product wraps");
        add(base, target + 1, "a second late");
        add(base, target - 1, "a second early");
    }
    Draw draw{"base " + std::string{P::name}};
    for (int i = 0; i < 10; ++i) {
        const std::uint64_t base = 1 + (draw.word64() >> (2 + draw.below(60)));
        add(base, target / 2 + draw.below(static_cast<std::uint32_t>(2 * target)), "a drawn base and a drawn span");
    }
}

void write_required(Group& group) {
    const Kind kind{"dif.required", "any", Source::spec, {"DIF-2", "KUR-13"}};
    const auto add = [&](const std::string& slug, std::uint64_t base, const std::vector<std::uint32_t>& coherences,
                         std::string_view why) {
        group.accept(kind, slug, {{"base", std::to_string(base)}, {"coherences", coherences}}, why);
    };
    for (const std::uint64_t base : std::initializer_list<std::uint64_t>{
             1, 9, 10, 11, 123, 1'000'000, (std::uint64_t{1} << 53) + 1, chain::base_difficulty_max}) {
        add(std::to_string(base) + "-at-lens", base, {kuramoto::lens},
            "η is one at the lens: a tenth more, rounded down");
        add(std::to_string(base) + "-at-one", base, {num::one_q30}, "η at full coherence: less is added, not more");
        add(std::to_string(base) + "-least", base, {kuramoto::coherence_min},
            "the least coherence that a header can have");
    }
    Draw draw{"required"};
    for (std::size_t count = 1; count <= 10; ++count) {
        std::vector<std::uint32_t> coherences;
        while (coherences.size() < count) {
            coherences.push_back(kuramoto::coherence_min + draw.below(num::one_q30 - kuramoto::coherence_min));
        }
        add("mean-of-" + padded(count, 2), 1'000'000'007, coherences, "the mean of as many as there are, rounded down");
    }
    add("mean-rounded", 4'000'000'000'000'000'000, {num::one_q30, num::one_q30 - 1},
        "the mean of two neighbours is the lower");
}

template <Profile P>
void write_difficulty_chains(Group& group) {
    const Kind kind{"dif.chain", std::string{P::name}, Source::spec, {"DIF-1", "DIF-2", "HDR-13"}};
    Draw draw{"difficulty chain " + std::string{P::name}};
    const auto add = [&](const std::string& slug, std::size_t count, std::uint32_t seconds_max, std::string_view why) {
        Json times = Json::array();
        Json coherences = Json::array();
        std::uint64_t time_s = chain::genesis_time_s;
        for (std::size_t i = 0; i < count; ++i) {
            times.push_back(std::to_string(time_s));
            coherences.push_back(kuramoto::coherence_min + draw.below(num::one_q30 - kuramoto::coherence_min));
            time_s += 1 + draw.below(seconds_max);
        }
        group.accept(kind, slug, {{"times", times}, {"coherences", coherences}}, why);
    };
    constexpr std::size_t window = P::retarget_window;
    constexpr auto interval = static_cast<std::uint32_t>(P::interval_target_s);
    for (const std::size_t count : {std::size_t{1}, std::size_t{2}, window, window + 1, window + 2, 2 * window,
                                    2 * window + 1, 2 * window + 2, 3 * window + 1}) {
        add("count-" + padded(count, 4), count, interval,
            "about the heights at which the base is set anew: W intervals, none twice");
    }
    add("fast", 4 * window + 1, 2, "blocks every second: the base doubles with every window, and no more");
    add("slow", 3 * window + 1, 20 * interval, "slow blocks: the base halves, and never reaches zero");
}

// ---- headers in a chain

template <Profile P>
void write_accept(Group& group) {
    const Kind kind{"hdr.accept", std::string{P::name}, Source::spec, {"HDR-13", "HDR-14", "DIF-2"}};
    Branch<P> branch;
    branch.grow(2, key_of(1).address);
    const Header valid = branch.next(key_of(1).address).header;
    Json chain = Json::array();
    chain.push_back(hex(codec::encode(chain::genesis_block<P>().header)));
    for (const Block& block : branch.blocks()) chain.push_back(hex(codec::encode(block.header)));
    const auto in = [&](const Header& header, std::uint64_t clock_s) {
        Json json{{"chain", chain}, {"header", hex(codec::encode(header))}, {"clock", std::to_string(clock_s)}};
        return json;
    };
    const std::string sibling =
        group.accept(kind, "valid", in(valid, valid.time_s), "the header that the next cases break");
    group.accept(kind, "clock-edge", in(valid, valid.time_s - 7200), "7200 seconds ahead of the clock is not too far");
    group.accept(kind, "clock-late", in(valid, valid.time_s + 1'000'000'000), "a header can be as old as it likes");
    group.refuse(kind, "early", in(valid, valid.time_s - 7201), "7201 seconds ahead of the clock", "HDR-11", sibling);
    group.refuse(kind, "early-clock-zero", in(valid, 0), "a clock of zero: nothing wraps below it", "HDR-11", sibling);

    const auto changed = [&](const std::function<void(Header&)>& change) {
        Header header = valid;
        change(header);
        return test::mined<P>(header);
    };
    const auto refuse = [&](std::string_view slug, std::string_view rule, std::string_view why,
                            const std::function<void(Header&)>& change) {
        const Header header = changed(change);
        group.refuse(kind, slug, in(header, header.time_s), why, rule, sibling);
    };
    refuse("previous-genesis", "HDR-8", "the header before it is known, but not the last",
           [](Header& h) { h.previous = chain::hash_of(chain::genesis_block<P>().header); });
    refuse("previous-zero", "HDR-8", "no header has this hash", [](Header& h) { h.previous = {}; });
    refuse("time-equal", "HDR-10", "the time of the header before it",
           [&](Header& h) { h.time_s = branch.ancestry().time_s; });
    refuse("time-less", "HDR-10", "a second before the header before it",
           [&](Header& h) { h.time_s = branch.ancestry().time_s - 1; });
    const Header soon = changed([&](Header& h) { h.time_s = branch.ancestry().time_s + 1; });
    group.accept(kind, "time-next", in(soon, soon.time_s), "a second after the header before it");
    refuse("difficulty-more", "HDR-12", "more difficulty than asked for is not what is asked for",
           [](Header& h) { h.difficulty += 1; });
    if (valid.difficulty > 1) {
        refuse("difficulty-less", "HDR-12", "less difficulty than asked for", [](Header& h) { h.difficulty -= 1; });
    }
    Header zero = valid;
    zero.difficulty = 0;
    group.refuse(kind, "difficulty-zero", in(zero, zero.time_s), "no difficulty at all: not WRK-1, which comes later",
                 "HDR-12", sibling);
    Header version = valid;
    version.version = 2;
    version.previous = {};
    group.refuse(kind, "order-structure", in(version, 0), "wrong in every way: structure comes first", "HDR-1",
                 sibling);
    Header previous = valid;
    previous.previous = {};
    previous.time_s = 0;
    group.refuse(kind, "order-previous", in(previous, 0), "previous and time are wrong", "HDR-8", sibling);
    Header stale = valid;
    stale.time_s = branch.ancestry().time_s;
    group.refuse(kind, "order-time", in(stale, stale.time_s - 7201),
                 "not after the header before it, and too far ahead of the clock", "HDR-10", sibling);
    Header late = valid;
    late.difficulty += 1;
    group.refuse(kind, "order-early", in(late, 0), "too early and of another difficulty", "HDR-11", sibling);
    Header bloom = valid;
    bloom.mean_phase += 1;
    // A changed field changes the hash, so that work may fail first where the difficulty is above 1.
    group.either(kind, "bloom-changed", in(bloom, bloom.time_s), "work and bloom are asked at the end", sibling);
    group.refuse(kind, "cut", {{"chain", chain}, {"header", hex_cut(codec::encode(valid))}, {"clock", "0"}},
                 "a byte is missing", "COD-1", sibling);
}

// ---- blocks

/// A block of three transactions that is valid as far as it can be without a ledger.
template <Profile P>
Block plain_block() {
    const auto spend = [](const char* name, unsigned key) {
        return test::Spend{{crypto::sha256(bytes_of(name)), 0}, key_of(key)};
    };
    Branch<P> branch;
    return branch.next(key_of(1).address,
                       {test::transfer<P>({spend("one", 2)}, {{10, key_of(3).address}}),
                        test::transfer<P>({spend("two", 3), spend("three", 4)}, {{20, key_of(5).address}})});
}

Json json_of(const Block& block) { return {{"block", hex(codec::encode(block))}}; }

template <Profile P>
void write_blocks(Group& group) {
    const Kind kind{"blk.check", std::string{P::name}, Source::spec, {"BLK-8", "BLK-9", "BLK-10", "BLK-11"}};
    const Block valid = plain_block<P>();
    const std::string sibling = group.accept(kind, "valid", json_of(valid), "the block that the next cases break");
    Block lonely = valid;
    lonely.transactions.resize(1);
    group.accept(kind, "coinbase-alone", json_of(test::sealed<P>(lonely)), "a block of nothing but its coinbase");

    const auto refuse = [&](std::string_view slug, std::string_view rule, std::string_view why, bool is_sealed,
                            const std::function<void(Block&)>& change) {
        Block block = valid;
        change(block);
        group.refuse(kind, slug, json_of(is_sealed ? test::sealed<P>(block) : block), why, rule, sibling);
    };
    refuse("no-transactions", "BLK-2", "no transactions have no root", false, [](Block& b) { b.transactions.clear(); });
    refuse("last-doubled", "BLK-3",
           "the last transaction once more: the root would be the same if lone hashes were doubled", false,
           [](Block& b) { b.transactions.push_back(b.transactions.back()); });
    refuse("last-missing", "BLK-3", "a transaction is missing", false, [](Block& b) { b.transactions.pop_back(); });
    refuse("swapped", "BLK-3", "two transactions have changed places", false,
           [](Block& b) { std::swap(b.transactions[1], b.transactions[2]); });
    refuse("signature-changed", "BLK-3", "a signature has changed: the root covers it, though the txid does not", false,
           [](Block& b) { b.transactions[1].signatures[0][0] ^= 1; });
    refuse("coinbase-missing", "BLK-4", "the first transaction is not a coinbase", true,
           [](Block& b) { b.transactions.erase(b.transactions.begin()); });
    refuse("coinbase-second", "BLK-4", "the coinbase stands second", true,
           [](Block& b) { std::swap(b.transactions[0], b.transactions[1]); });
    refuse("two-coinbases", "BLK-5", "a second coinbase", true,
           [](Block& b) { b.transactions.push_back(chain::coinbase_of(1, 1, key_of(7).address)); });
    refuse("transaction-version", "TXN-1", "a transaction of another version", true,
           [](Block& b) { b.transactions[2].body.version = 2; });
    refuse("coinbase-version", "TXN-1", "the coinbase is a transaction like any other", true,
           [](Block& b) { b.transactions[0].body.version = 0; });
    refuse("transaction-unsigned", "TXN-2", "a transaction without signatures", true,
           [](Block& b) { b.transactions[1].signatures.clear(); });
    refuse("transaction-without-outputs", "TXN-3", "a transaction without outputs", true,
           [](Block& b) { b.transactions[1].body.outputs.clear(); });
    refuse("amount-zero", "TXN-4", "an output worth nothing", true,
           [](Block& b) { b.transactions[1].body.outputs[0].amount = 0; });
    refuse("sum-above", "TXN-5", "outputs worth more than there can be", true, [](Block& b) {
        b.transactions[1].body.outputs.assign(2, {chain::supply<P>, {}});
    });
    refuse("input-twice", "TXN-6", "an outpoint twice in one transaction", true,
           [](Block& b) { b.transactions[2].body.inputs[1] = b.transactions[2].body.inputs[0]; });
    refuse("order-coinbases-before-transactions", "BLK-5", "a bad transaction stands before a second coinbase", true,
           [](Block& b) {
               b.transactions[1].body.version = 2;
               b.transactions.push_back(chain::coinbase_of(1, 1, key_of(7).address));
           });
    refuse("order-root-before-coinbase", "BLK-3", "the root is wrong and the coinbase missing", false,
           [](Block& b) { b.transactions.erase(b.transactions.begin()); });
    refuse("order-first-transaction", "TXN-4", "two transactions are wrong: the first is the answer", true,
           [](Block& b) {
               b.transactions[1].body.outputs[0].amount = 0;
               b.transactions[2].body.version = 2;
           });
    refuse("version", "HDR-1", "the version of the header", false, [](Block& b) { b.header.version = 2; });
    refuse("bloom-step", "HDR-2", "the bloom step of the header", false, [](Block& b) { b.header.bloom_step = 5; });

    const base::Bytes bytes = codec::encode(valid);
    group.refuse(kind, "cut", {{"block", hex(base::BytesView{bytes}.first(bytes.size() - 1))}},
                 "the last byte is missing", "COD-1", sibling);
    base::Bytes longer = bytes;
    longer.push_back(0);
    group.refuse(kind, "too-long", {{"block", hex(longer)}}, "a byte after the end", "COD-2", sibling);
    for (const unsigned count : {4097U, 65535U}) {
        base::Bytes many = bytes;
        many[136] = static_cast<base::Byte>(count);
        many[137] = static_cast<base::Byte>(count >> 8);
        group.refuse(kind, "count-" + padded(count, 5), {{"block", hex(many)}},
                     "more transactions than a block may have", "COD-10", sibling);
    }
}

/// Blocks of exactly the greatest size, and a byte more. Tiny blocks are small enough to be listed.
void write_block_sizes(Group& group) {
    using P = param::Tiny;
    const Kind kind{"blk.check", "tiny", Source::spec, {"BLK-10", "PAR-6"}};
    Branch<P> branch;
    Block block = branch.next(key_of(1).address);
    // An output has 40 bytes and a transfer 186: they are chosen so that the sizes add up to 4096.
    const auto transfer = [](unsigned number) {
        return test::transfer<P>({{{crypto::sha256(bytes_of("size " + std::to_string(number))), 0}, key_of(number)}},
                                 {{1, key_of(0).address}});
    };
    while ((P::block_size_max - codec::encode(block).size()) % 40 != 0) {
        block.transactions.push_back(transfer(static_cast<unsigned>(block.transactions.size())));
    }
    while (codec::encode(block).size() < P::block_size_max)
        block.transactions[0].body.outputs.push_back({1, key_of(0).address});
    const std::string sibling =
        group.accept(kind, "greatest", json_of(test::sealed<P>(block)), "exactly as many bytes as a block may have");
    group.refuse(kind, "greatest-and-a-byte", {{"block", hex(codec::encode(block)) + "00"}},
                 "a byte too many is refused before it is looked at: not COD-2", "BLK-1", sibling);
    group.refuse(kind, "garbage", {{"block", std::string(2 * (P::block_size_max + 1), '0')}},
                 "too many bytes that are no block", "BLK-1", sibling);
    block.transactions[0].body.outputs.push_back({1, key_of(0).address});
    group.refuse(kind, "above", json_of(test::sealed<P>(block)), "an otherwise valid block that is too large", "BLK-1",
                 sibling);
}

void write_roots(Group& group) {
    const Kind kind{"blk.root", "any", Source::spec, {"BLK-9", "CRY-5", "CRY-6"}};
    const Block block = plain_block<param::Tiny>();
    Json list = Json::array();
    std::string sibling;
    for (const Transaction& transaction : block.transactions) {
        list.push_back(hex(codec::encode(transaction)));
        sibling = group.accept(kind, "count-" + std::to_string(list.size()), {{"transactions", list}},
                               "leaves are whole transactions, signatures included");
    }
    Json cut = list;
    cut[1] = hex_cut(codec::encode(block.transactions[1]));
    group.refuse(kind, "cut", {{"transactions", cut}}, "a transaction that does not decode", "COD-1", sibling);
}

template <Profile P>
void write_genesis(Group& group) {
    const Kind kind{"chn.genesis", std::string{P::name}, Source::spec, {"CHN-1", "CHN-2", "MIN-1", "TXN-16"}};
    group.accept(kind, "block", Json::object(), "the first block of the network, to the byte");
    const Kind check{"blk.check", std::string{P::name}, Source::spec, {"CHN-1", "BLK-10"}};
    group.accept(check, "genesis", json_of(chain::genesis_block<P>()), "the first block is a valid block");
}

}  // namespace

void write_blocks(Book& book) {
    Group& difficulty = book.group("chain", "difficulty");
    Group& accept = book.group("chain", "accept");
    Group& block = book.group("chain", "block");
    Group& genesis = book.group("chain", "genesis");
    write_required(difficulty);
    conformance::for_each_profile([&]<Profile P>() {
        write_bases<P>(difficulty);
        write_difficulty_chains<P>(difficulty);
        write_genesis<P>(genesis);
    });
    write_accept<param::Mainnet>(accept);
    write_accept<param::Fast>(accept);
    write_accept<param::Tiny>(accept);
    write_blocks<param::Mainnet>(block);
    write_blocks<param::Tiny>(block);
    write_block_sizes(block);
    write_roots(block);
}

}  // namespace bloomcoin::vectors
