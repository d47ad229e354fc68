#include <bloomcoin/crypto/hash.hpp>

#include <bloomcoin/codec/hex.hpp>

#include "../support/property.hpp"

using namespace bloomcoin;
using test::property;

namespace {

base::Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

}  // namespace

TEST_CASE("[CRY-1] SHA-256 gives the examples of FIPS 180-4") {
    const auto hashed = [](std::string_view text) { return codec::to_hex(crypto::sha256(bytes_of(text))); };
    CHECK(hashed("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hashed("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hashed("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(hashed(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("[CRY-1] pieces of any size give the hash of the whole, and a copy goes its own way") {
    property("cut in two, and forked", [] {
        const auto first = *rc::gen::arbitrary<base::Bytes>();
        const auto second = *rc::gen::arbitrary<base::Bytes>();
        base::Bytes whole = first;
        whole.insert(whole.end(), second.begin(), second.end());
        crypto::Sha256 hasher;
        hasher.update(first);
        crypto::Sha256 fork = hasher;
        RC_ASSERT(hasher.update(second).digest() == crypto::sha256(whole));
        RC_ASSERT(fork.digest() == crypto::sha256(first));
    });
}

TEST_CASE("[CRY-1] any number of pieces, empty ones too, gives the hash of the whole") {
    property("one after the other", [] {
        base::Bytes whole;
        crypto::Sha256 hasher;
        for (const base::Bytes& piece : *rc::gen::arbitrary<std::vector<base::Bytes>>()) {
            whole.insert(whole.end(), piece.begin(), piece.end());
            hasher.update(piece);
        }
        RC_ASSERT(hasher.digest() == crypto::sha256(whole));
    });
}

TEST_CASE("[CRY-2] twice means the hash of the 32 bytes") {
    const base::Hash once = crypto::sha256(bytes_of("abc"));
    CHECK(crypto::double_sha256(bytes_of("abc")) == crypto::sha256(base::Bytes(once.begin(), once.end())));
}

TEST_CASE("[CRY-3] a tagged hash is what BIP-340 says") {
    property("hash of the tag, twice, then the bytes", [] {
        const auto tag = *rc::gen::string<std::string>();
        const auto bytes = *rc::gen::arbitrary<base::Bytes>();
        const base::Hash tag_hash = crypto::sha256(bytes_of(tag));
        base::Bytes preimage(tag_hash.begin(), tag_hash.end());
        preimage.insert(preimage.end(), tag_hash.begin(), tag_hash.end());
        preimage.insert(preimage.end(), bytes.begin(), bytes.end());
        RC_ASSERT(crypto::tagged_hash(tag, bytes) == crypto::sha256(preimage));
    });
}

TEST_CASE("[CRY-1] block by block, SHA-256 is what it is as a whole, for any message up to two blocks and a part") {
    for (std::size_t size = 0; size < 192; ++size) {
        base::Bytes message(size);
        for (std::size_t i = 0; i < size; ++i) message[i] = static_cast<base::Byte>(37 * i + size);
        const std::size_t whole = size / 64 * 64;
        if (size - whole > 55) continue;  // its padding needs a block more
        const base::BytesView bytes{message};
        crypto::Sha256State state = crypto::state_after(bytes.first(whole));
        crypto::compress(state, crypto::last_block(bytes.subspan(whole), size));
        CHECK(crypto::hash_of(state) == crypto::sha256(message));
    }
}

TEST_CASE("[CRY-1] the number of bits fills both words of its place") {
    const crypto::Sha256Block block = crypto::last_block({}, (std::uint64_t{5} << 32) + 64);
    CHECK(block[14] == 40);
    CHECK(block[15] == 512);
    CHECK(block[0] == 0x8000'0000);
}

TEST_CASE("a word reversed has its bytes in the other order, and reversed again it is itself") {
    CHECK(crypto::word_of(base::Bytes{1, 2, 3, 4}) == 0x0102'0304);
    CHECK(crypto::reversed(0x0102'0304) == 0x0403'0201);
    property("any word", [](std::uint32_t word) { RC_ASSERT(crypto::reversed(crypto::reversed(word)) == word); });
}
