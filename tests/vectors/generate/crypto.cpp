// Cases of the room crypto.
#include "book.hpp"
#include "inputs.hpp"

namespace bloomcoin::vectors {

namespace {

void write_hashes(Group& group) {
    const Kind published{"cry.sha256", "any", Source::published, {"CRY-1"}};
    const auto add = [&](std::string_view slug, std::string_view text, std::string_view digest, std::string_view why) {
        group.accept(published, slug, {{"message", hex(bytes_of(text))}}, why, {{"digest", digest}});
    };
    add("empty", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "NIST example: the empty message is padded all the same");
    add("abc", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "FIPS 180-4 example: one block");
    add("two-blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        "FIPS 180-4 example: 56 bytes, so that the length needs a second block");

    const Kind drawn{"cry.sha256", "any", Source::spec, {"CRY-1"}};
    const Kind twice{"cry.double_sha256", "any", Source::spec, {"CRY-2"}};
    Draw draw{"sha256"};
    for (const std::size_t size : {0U, 1U, 31U, 32U, 55U, 56U, 63U, 64U, 65U, 119U, 120U, 128U, 136U}) {
        const Json in{{"message", hex(draw.bytes(size))}};
        group.accept(drawn, "length-" + padded(size, 3), in,
                     "a length at which the padding or the number of blocks changes");
        group.accept(twice, "length-" + padded(size, 3), in,
                     "the second hash is over the 32 bytes of the first, not over its text");
    }
}

void write_tagged_hashes(Group& group) {
    const Kind kind{"cry.tagged_hash", "any", Source::spec, {"CRY-3"}};
    Draw draw{"tagged_hash"};
    for (const char* tag : {"", "BLC/stream", "BLC/poc/seed", "BLC/poc/bloom", "BIP0340/challenge"}) {
        for (const std::size_t size : {0U, 1U, 32U, 40U, 96U}) {
            const std::string name = *tag == '\0' ? "no-tag" : tag;
            group.accept(kind, name + "-" + padded(size, 2), {{"tag", tag}, {"message", hex(draw.bytes(size))}},
                         "the hash of the tag stands twice before the message, as 64 bytes and not as text");
        }
    }
}

void write_words(Group& group) {
    const Kind kind{"cry.words", "any", Source::spec, {"CRY-3", "CRY-4", "COD-5"}};
    Draw draw{"words"};
    std::string sibling;
    for (int i = 0; i < 8; ++i) {
        const std::string seed = hex(draw.hash());
        const std::string name = "seed-" + std::to_string(i);
        sibling = group.accept(
            kind, name + "-from-0", {{"seed", seed}, {"skip", 0}, {"count", 17}},
            "two blocks and one word more: the counter goes on by one a block and words are little-endian");
        group.accept(kind, name + "-from-7", {{"seed", seed}, {"skip", 7}, {"count", 2}},
                     "across the edge of a block: no word is lost or given twice");
        group.accept(kind, name + "-from-2047", {{"seed", seed}, {"skip", 2047}, {"count", 2}},
                     "the counter passes 255: it has more than one byte, least significant first");
    }
    Kind fixed = kind;
    fixed.clauses.emplace_back("COD-6");
    group.accept(fixed, "seed-zero", {{"seed", std::string(64, '0')}, {"skip", 0}, {"count", 8}},
                 "a seed of zeros is a seed");
    group.accept(fixed, "seed-ones", {{"seed", std::string(64, 'f')}, {"skip", 0}, {"count", 8}},
                 "a seed of ones is a seed");
    group.refuse(fixed, "seed-short", {{"seed", std::string(62, '0')}, {"skip", 0}, {"count", 8}},
                 "31 bytes are not padded", "COD-1", sibling);
    group.refuse(fixed, "seed-long", {{"seed", std::string(66, '0')}, {"skip", 0}, {"count", 8}},
                 "33 bytes are not cut", "COD-2", sibling);
}

}  // namespace

void write_crypto(Book& book) {
    write_hashes(book.group("crypto", "hash"));
    write_tagged_hashes(book.group("crypto", "tagged_hash"));
    write_words(book.group("crypto", "words"));
}

}  // namespace bloomcoin::vectors
