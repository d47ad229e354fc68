#include <bloomcoin/codec/fields.hpp>

#include "../support/generators.hpp"
#include "../support/wire_laws.hpp"

using namespace bloomcoin;

namespace {

struct Sample {
    std::uint8_t small = 0;
    std::uint16_t middle = 0;
    std::array<base::Byte, 3> bytes{};
    std::uint64_t large = 0;

    static constexpr std::tuple fields{
        codec::Field{"small", &Sample::small},
        codec::Field{"middle", &Sample::middle},
        codec::Field{"bytes", &Sample::bytes},
        codec::Field{"large", &Sample::large},
    };
    friend bool operator==(const Sample&, const Sample&) = default;
};

rc::Gen<Sample> any_sample() {
    return rc::gen::build<Sample>(rc::gen::set(&Sample::small), rc::gen::set(&Sample::middle),
                                  rc::gen::set(&Sample::bytes, test::array_of<3>(rc::gen::arbitrary<base::Byte>())),
                                  rc::gen::set(&Sample::large, test::any_integer<std::uint64_t>()));
}

// A record with a record, lists of three kinds, a list of records that have lists, and something after them.

struct Leaf {
    std::uint16_t number = 0;
    std::vector<std::uint32_t> numbers;

    static constexpr std::tuple fields{codec::Field{"number", &Leaf::number},
                                       codec::ListField{"numbers", &Leaf::numbers, std::uint16_t{3}}};
    friend bool operator==(const Leaf&, const Leaf&) = default;
};

struct Tree {
    Sample sample;
    std::vector<std::array<base::Byte, 2>> pairs;
    std::vector<Leaf> leaves;
    std::vector<Sample> samples;
    std::uint8_t last = 0;

    static constexpr std::tuple fields{
        codec::Field{"sample", &Tree::sample},
        codec::ListField{"pairs", &Tree::pairs, std::uint16_t{300}},
        codec::ListField{"leaves", &Tree::leaves, std::uint16_t{2}},
        codec::ListField{"samples", &Tree::samples, std::uint16_t{5}},
        codec::Field{"last", &Tree::last},
    };
    friend bool operator==(const Tree&, const Tree&) = default;
};

rc::Gen<Leaf> any_leaf() {
    return rc::gen::build<Leaf>(rc::gen::set(&Leaf::number, test::any_integer<std::uint16_t>()),
                                rc::gen::set(&Leaf::numbers, test::up_to(3, test::any_integer<std::uint32_t>())));
}

rc::Gen<Tree> any_tree() {
    return rc::gen::build<Tree>(
        rc::gen::set(&Tree::sample, any_sample()),
        rc::gen::set(&Tree::pairs, test::up_to(6, test::array_of<2>(rc::gen::arbitrary<base::Byte>()))),
        rc::gen::set(&Tree::leaves, test::up_to(2, any_leaf())),
        rc::gen::set(&Tree::samples, test::up_to(5, any_sample())),
        rc::gen::set(&Tree::last, rc::gen::arbitrary<std::uint8_t>()));
}

// A record that says another order, with records inside that say none or the usual one, and lists with counts of both
// widths.

struct Little {
    std::uint16_t number = 0;

    static constexpr std::endian byte_order = std::endian::little;
    static constexpr std::tuple fields{codec::Field{"number", &Little::number}};
    friend bool operator==(const Little&, const Little&) = default;
};

struct Big {
    std::uint32_t number = 0;
    Little little;
    std::array<base::Byte, 2> bytes{};
    std::vector<std::uint16_t> numbers;
    std::vector<Leaf> leaves;

    static constexpr std::endian byte_order = std::endian::big;
    static constexpr std::tuple fields{
        codec::Field{"number", &Big::number},
        codec::Field{"little", &Big::little},
        codec::Field{"bytes", &Big::bytes},
        codec::ListField{"numbers", &Big::numbers, std::uint32_t{70'000}},
        codec::ListField{"leaves", &Big::leaves, std::uint16_t{2}},
    };
    friend bool operator==(const Big&, const Big&) = default;
};

/// A record without lists inside it, but with one of those that have.
struct Shell {
    Tree tree;
    std::vector<Tree> trees;

    static constexpr std::tuple fields{codec::Field{"tree", &Shell::tree},
                                       codec::ListField{"trees", &Shell::trees, std::uint32_t{1}}};
};

rc::Gen<Big> any_big() {
    return rc::gen::build<Big>(
        rc::gen::set(&Big::number, test::any_integer<std::uint32_t>()),
        rc::gen::set(&Big::little, rc::gen::map(test::any_integer<std::uint16_t>(),
                                                [](std::uint16_t number) { return Little{number}; })),
        rc::gen::set(&Big::bytes, test::array_of<2>(rc::gen::arbitrary<base::Byte>())),
        rc::gen::set(&Big::numbers, test::up_to(4, test::any_integer<std::uint16_t>())),
        rc::gen::set(&Big::leaves, test::up_to(2, any_leaf())));
}

void append(base::Bytes& bytes, std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) bytes.push_back(static_cast<base::Byte>(value >> (8 * i)));
}
void append_big(base::Bytes& bytes, std::uint64_t value, unsigned size) {
    for (unsigned i = size; i > 0; --i) bytes.push_back(static_cast<base::Byte>(value >> (8 * (i - 1))));
}

}  // namespace

TEST_CASE("[COD-7] a record obeys the laws of wire types") { test::wire_laws<Sample>(any_sample()); }

TEST_CASE("[COD-7] fields are written in order with nothing between them") {
    const Sample sample{1, 0x0302, {4, 5, 6}, 0x0e0d0c0b0a090807};
    const base::Bytes bytes = codec::encode(sample);
    REQUIRE(bytes.size() == 14);
    for (std::size_t i = 0; i < bytes.size(); ++i) CHECK(bytes[i] == i + 1);
}

TEST_CASE("[COD-7] [COD-9] records in records and lists in lists obey the laws of wire types") {
    test::list_wire_laws<Leaf>(any_leaf());
    test::list_wire_laws<Tree>(any_tree());
}

TEST_CASE("[COD-9] a list is its count in two bytes and then its elements, in place among the other fields") {
    test::property("any value", [] {
        const Tree tree = *any_tree();
        base::Bytes bytes = codec::encode(tree.sample);
        append(bytes, tree.pairs.size(), 2);
        for (const auto& pair : tree.pairs) bytes.insert(bytes.end(), pair.begin(), pair.end());
        append(bytes, tree.leaves.size(), 2);
        for (const Leaf& leaf : tree.leaves) {
            append(bytes, leaf.number, 2);
            append(bytes, leaf.numbers.size(), 2);
            for (const std::uint32_t number : leaf.numbers) append(bytes, number, 4);
        }
        append(bytes, tree.samples.size(), 2);
        for (const Sample& sample : tree.samples) {
            const base::Bytes part = codec::encode(sample);
            bytes.insert(bytes.end(), part.begin(), part.end());
        }
        append(bytes, tree.last, 1);
        RC_ASSERT(codec::encode(tree) == bytes);
    });
}

TEST_CASE("[COD-10] a count above the limit is refused as soon as it is read, whatever follows or does not") {
    test::property("any count, with no element, some or enough", [] {
        const auto count = test::draw<std::uint32_t>(4, 65536);
        base::Bytes bytes{1, 0};
        append(bytes, count, 2);
        for (const std::size_t more :
             {std::size_t{0}, std::size_t{3}, std::size_t{4} * count, std::size_t{4} * count + 1}) {
            base::Bytes longer = bytes;
            longer.resize(bytes.size() + more);
            RC_ASSERT(codec::decode<Leaf>(longer).rule() == base::Rule("COD-10"));
        }
        bytes.pop_back();
        RC_ASSERT(codec::decode<Leaf>(bytes).rule() == base::Rule("COD-1"));
    });
}

TEST_CASE("[COD-10] a list of as many elements as it may have is read, and the limit is each list's own") {
    Tree tree;
    tree.pairs.resize(300);
    tree.leaves.assign(2, Leaf{1, {1, 2, 3}});
    tree.samples.resize(5);
    const base::Bytes bytes = codec::encode(tree);
    CHECK(codec::decode<Tree>(bytes).value() == tree);
    const std::size_t pairs_at = 14;
    const std::size_t leaves_at = pairs_at + 2 + 600;
    const std::size_t inner_at = leaves_at + 2 + 2;
    const std::size_t samples_at = leaves_at + 2 + 2 * (2 + 2 + 12);
    for (const std::size_t at : {pairs_at, leaves_at, inner_at, samples_at}) {
        base::Bytes more = bytes;
        ++more[at];
        CHECK(codec::decode<Tree>(more).rule() == base::Rule("COD-10"));
        more.resize(at + 2);
        CHECK(codec::decode<Tree>(more).rule() == base::Rule("COD-10"));
    }
    // One element less is another value: what follows is read as something else, or ends early or late.
    for (const std::size_t at : {pairs_at, leaves_at, inner_at, samples_at}) {
        base::Bytes fewer = bytes;
        --fewer[at];
        CHECK(!codec::decode<Tree>(fewer));
    }
}

TEST_CASE("[COD-1] [COD-9] a count without its elements asks for no room") {
    // 65,535 elements of 300 are refused by the limit; 300 that are not there end at the first.
    base::Bytes bytes(14);
    append(bytes, 300, 2);
    CHECK(codec::decode<Tree>(bytes).rule() == base::Rule("COD-1"));
    bytes[15] = 0xff;
    CHECK(codec::decode<Tree>(bytes).rule() == base::Rule("COD-10"));
}

TEST_CASE("[COD-18] records with their integers most significant byte first obey the laws of wire types") {
    test::list_wire_laws<Big>(any_big());
}

TEST_CASE(
    "[COD-18] the order is that of a record's own integers, counts and elements, and not of the records inside it") {
    test::property("any value", [] {
        const Big big = *any_big();
        base::Bytes bytes;
        append_big(bytes, big.number, 4);
        append(bytes, big.little.number, 2);
        bytes.insert(bytes.end(), big.bytes.begin(), big.bytes.end());
        append_big(bytes, big.numbers.size(), 4);
        for (const std::uint16_t number : big.numbers) append_big(bytes, number, 2);
        append_big(bytes, big.leaves.size(), 2);
        for (const Leaf& leaf : big.leaves) {
            append(bytes, leaf.number, 2);
            append(bytes, leaf.numbers.size(), 2);
            for (const std::uint32_t number : leaf.numbers) append(bytes, number, 4);
        }
        RC_ASSERT(codec::encode(big) == bytes);
        RC_ASSERT(codec::decode<Big>(bytes).value() == big);
    });
}

TEST_CASE("[COD-9] [COD-10] a count can be of four bytes, with a limit that two cannot count") {
    Big big;
    big.numbers.resize(70'000, 0x0102);
    const base::Bytes bytes = codec::encode(big);
    CHECK(bytes.size() == 8 + 4 + 140'000 + 2);
    CHECK(codec::decode<Big>(bytes).value() == big);
    test::property("every count above it is refused as soon as it is read", [&] {
        base::Bytes changed(bytes.begin(), bytes.begin() + 8);
        append_big(changed, *rc::gen::element(70'001U, 70'002U, 0x0111'1171U, 0x8000'0000U, UINT32_MAX), 4);
        RC_ASSERT(codec::decode<Big>(changed).rule() == base::Rule("COD-10"));
        changed.resize(test::draw<std::size_t>(12, 100));
        RC_ASSERT(codec::decode<Big>(changed).rule() == base::Rule("COD-10"));
        changed.resize(11);
        RC_ASSERT(codec::decode<Big>(changed).rule() == base::Rule("COD-1"));
    });
}

TEST_CASE("[COD-9] room is made for no more elements than the bytes that are left can hold") {
    test::property("whatever the count claims", [] {
        const auto claimed = test::draw<std::uint32_t>(0, 70'001);
        const auto there = test::draw<std::size_t>(0, 50);
        codec::Writer writer;
        writer.write(std::uint64_t{0});
        writer.write(claimed, std::endian::big);
        writer.write(base::Bytes(there));
        codec::Reader reader{writer.bytes()};
        Big big;
        const bool is_read = static_cast<bool>(codec::read(reader, big));
        RC_ASSERT(big.numbers.capacity() <= std::min<std::size_t>(claimed, there / 2));
        RC_ASSERT(is_read == (2 * std::size_t{claimed} + 2 <= there));
    });
}

TEST_CASE("[COD-10] what has a list that is too long, however deep, cannot be encoded") {
    const Tree sound = [] {
        Tree tree;
        tree.pairs.resize(300);
        tree.leaves.assign(2, Leaf{1, {1, 2, 3}});
        tree.samples.resize(5);
        return tree;
    }();
    const Shell shell{sound, {sound}};
    CHECK(codec::check_counts(shell));
    CHECK(codec::check_counts(Sample{}));
    const auto refuses = [&](auto change) {
        Shell outer = shell;
        change(outer.tree);
        CHECK(codec::check_counts(outer).rule() == base::Rule("COD-10"));
        outer = shell;
        change(outer.trees.front());
        CHECK(codec::check_counts(outer).rule() == base::Rule("COD-10"));
    };
    refuses([](Tree& tree) { tree.pairs.emplace_back(); });
    refuses([](Tree& tree) { tree.leaves.emplace_back(); });
    refuses([](Tree& tree) { tree.leaves.back().numbers.push_back(1); });
    refuses([](Tree& tree) { tree.leaves.front().numbers.push_back(1); });
    refuses([](Tree& tree) { tree.samples.emplace_back(); });
    Shell outer = shell;
    outer.trees.push_back(sound);
    CHECK(codec::check_counts(outer).rule() == base::Rule("COD-10"));
    Big big;
    big.numbers.resize(70'000);
    CHECK(codec::check_counts(big));
    big.numbers.emplace_back();
    CHECK(codec::check_counts(big).rule() == base::Rule("COD-10"));
}

TEST_CASE("[COD-7] [COD-9] the least and the greatest size are those of no elements and of as many as there may be") {
    Tree tree;
    CHECK(codec::encode(tree).size() == codec::size_range<Tree>().min);
    tree.pairs.resize(300);
    tree.leaves.assign(2, Leaf{1, {1, 2, 3}});
    tree.samples.resize(5);
    CHECK(codec::encode(tree).size() == codec::size_range<Tree>().max);
    Big big;
    CHECK(codec::encode(big).size() == codec::size_range<Big>().min);
    big.numbers.resize(70'000);
    big.leaves.assign(2, Leaf{1, {1, 2, 3}});
    CHECK(codec::encode(big).size() == codec::size_range<Big>().max);
}

TEST_CASE("[COD-7] [COD-9] the size of a value is the number of bytes of its encoding") {
    test::property("with lists and without", [] {
        const Sample sample = *any_sample();
        const Tree tree = *any_tree();
        const Big big = *any_big();
        RC_ASSERT(codec::size_of(sample) == codec::encode(sample).size());
        RC_ASSERT(codec::size_of(tree) == codec::encode(tree).size());
        RC_ASSERT(codec::size_of(big) == codec::encode(big).size());
    });
}

static_assert(codec::encoded_size<Sample>() == 14);
static_assert(codec::size_range<Leaf>().min == 4 && codec::size_range<Leaf>().max == 4 + 3 * 4);
static_assert(codec::size_range<std::uint16_t>().min == 2 && codec::size_range<base::Hash>().max == 32);
static_assert(codec::byte_order_of<Leaf>() == std::endian::little && codec::byte_order_of<Big>() == std::endian::big);
