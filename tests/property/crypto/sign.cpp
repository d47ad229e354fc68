#include <bloomcoin/crypto/sign.hpp>

#include <bloomcoin/codec/hex.hpp>
#include <bloomcoin/crypto/hash.hpp>

#include "../support/generators.hpp"
#include "../support/property.hpp"

#include <cryptopp/xed25519.h>

#include <string_view>

using namespace bloomcoin;
using base::Bytes;
using crypto::PublicKey;
using crypto::SecretKey;
using crypto::Signature;
using CryptoPP::Integer;
using test::property;

namespace {

using Number = std::array<base::Byte, 32>;

Number number_of(const Integer& value) {
    Number bytes{};
    value.Encode(bytes.data(), bytes.size());
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

Integer integer_of(const Number& bytes) {
    return {bytes.data(), bytes.size(), Integer::UNSIGNED, CryptoPP::LITTLE_ENDIAN_ORDER};
}

const Integer prime = Integer::Power2(255) - 19;
const Integer order = Integer::Power2(252) + Integer{"27742317777372353535851937790883648493"};
const Integer order_eight_y{"2707385501144840649318225287225658788936804267575313519463743609750303402022"};

/// y, and the lowest bit of x on top.
PublicKey point_of(const Integer& y, bool is_x_odd) {
    PublicKey point = number_of(y);
    if (is_x_odd) point.back() |= 0x80;
    return point;
}

/// The eight points of small order: of order 1, 2, 4, 4, 8, 8, 8, 8.
const std::vector<PublicKey> small_points = {point_of(1, false),
                                             point_of(prime - 1, false),
                                             point_of(0, false),
                                             point_of(0, true),
                                             point_of(order_eight_y, false),
                                             point_of(order_eight_y, true),
                                             point_of(prime - order_eight_y, false),
                                             point_of(prime - order_eight_y, true)};

/// Everything in 32 bytes that some decoder takes for a point and CRY-9 does not: y not below p, or x = 0 with its bit
/// set.
std::vector<PublicKey> non_canonical_points() {
    std::vector<PublicKey> points;
    for (Integer y = prime; y < Integer::Power2(255); ++y) {
        points.push_back(point_of(y, false));
        points.push_back(point_of(y, true));
    }
    points.push_back(point_of(1, true));
    points.push_back(point_of(prime - 1, true));
    return points;
}

// The curve in affine coordinates, slow and plain, to check against. (RFC 8032, section 5.1.4)

struct Point {
    Integer x;
    Integer y;
    friend bool operator==(const Point&, const Point&) = default;
};

const Integer curve_d = (prime - 121665) * Integer{121666}.InverseMod(prime) % prime;

const Point neutral_point{0, 1};

Point operator+(const Point& a, const Point& b) {
    const Integer product = curve_d * a.x % prime * b.x % prime * a.y % prime * b.y % prime;
    return {(a.x * b.y + b.x * a.y) % prime * (1 + product).InverseMod(prime) % prime,
            (a.y * b.y + a.x * b.x) % prime * ((1 + prime - product) % prime).InverseMod(prime) % prime};
}

Point times(Integer factor, Point point) {
    Point result = neutral_point;
    for (; factor > 0; factor >>= 1, point = point + point) {
        if (factor.IsOdd()) result = result + point;
    }
    return result;
}

PublicKey encoded(const Point& point) { return point_of(point.y, point.x.IsOdd()); }

/// The point with this encoding, if it is canonical. The square root is by RFC 8032, section 5.1.3.
std::optional<Point> decoded(PublicKey bytes) {
    const bool is_x_odd = bytes.back() >> 7 != 0;
    bytes.back() &= 0x7f;
    const Integer y = integer_of(bytes);
    if (y >= prime) return std::nullopt;
    const Integer v = (curve_d * y % prime * y + 1) % prime;
    const Integer square = (y * y + prime - 1) % prime * v.InverseMod(prime) % prime;
    Integer x = a_exp_b_mod_c(square, (prime + 3) / 8, prime);
    if (x * x % prime != square) x = x * a_exp_b_mod_c(2, (prime - 1) / 4, prime) % prime;
    if (x * x % prime != square) return std::nullopt;
    if (x.IsZero() && is_x_odd) return std::nullopt;
    if (x.IsOdd() != is_x_odd) x = prime - x;
    return Point{x, y};
}

/// B: y is 4/5, x is even.
const Point base_point = decoded(point_of(Integer{4} * Integer{5}.InverseMod(prime) % prime, false)).value();

Integer challenge(const PublicKey& r, const PublicKey& key, base::BytesView message) {
    CryptoPP::SHA512 hasher;
    hasher.Update(r.data(), r.size());
    hasher.Update(key.data(), key.size());
    if (!message.empty()) hasher.Update(message.data(), message.size());
    std::array<base::Byte, 64> digest{};
    hasher.Final(digest.data());
    return Integer{digest.data(), digest.size(), Integer::UNSIGNED, CryptoPP::LITTLE_ENDIAN_ORDER} % order;
}

Signature joined(const PublicKey& r, const Number& s) {
    Signature signature{};
    std::ranges::copy(r, signature.begin());
    std::ranges::copy(s, signature.begin() + 32);
    return signature;
}

PublicKey r_of(const Signature& signature) {
    PublicKey r{};
    std::copy_n(signature.begin(), 32, r.begin());
    return r;
}

Number s_of(const Signature& signature) {
    Number s{};
    std::copy_n(signature.begin() + 32, 32, s.begin());
    return s;
}

/// What CRY-10 refuses before the equation, straight from its text.
std::string_view refused_by_definition(const PublicKey& key, const Signature& signature) {
    const auto is_small = [](const Point& point) { return times(8, point) == neutral_point; };
    if (integer_of(s_of(signature)) >= order) return "SIG-1";
    const auto a = decoded(key);
    if (!a) return "SIG-2";
    const auto r = decoded(r_of(signature));
    if (!r) return "SIG-3";
    if (is_small(*a)) return "SIG-4";
    if (is_small(*r)) return "SIG-5";
    return "";
}

/// All of CRY-10, on the plain curve.
std::string_view verified_by_definition(const PublicKey& key, base::BytesView message, const Signature& signature) {
    if (const auto rule = refused_by_definition(key, signature); !rule.empty()) return rule;
    const Point a = decoded(key).value();
    const Point r = decoded(r_of(signature)).value();
    const Integer k = challenge(r_of(signature), key, message);
    return times(integer_of(s_of(signature)), base_point) == r + times(k, a) ? "" : "SIG-6";
}

std::string_view verified(const PublicKey& key, base::BytesView message, const Signature& signature) {
    const auto check = crypto::verify_signature(key, message, signature);
    return check ? "" : check.rule().id();
}

/// What Crypto++ says when it is asked alone.
bool is_taken_by_library(const PublicKey& key, base::BytesView message, const Signature& signature) {
    const CryptoPP::ed25519::Verifier verifier{key.data()};
    const bool is_taken = verifier.VerifyMessage(message.data(), message.size(), signature.data(), signature.size());
    const int refused =
        CryptoPP::Donna::ed25519_sign_open(message.data(), message.size(), key.data(), signature.data());
    CHECK(is_taken == (refused == 0));
    return is_taken;
}

template <std::size_t N>
std::array<base::Byte, N> from_hex(std::string_view text) {
    std::array<base::Byte, N> bytes{};
    std::ranges::copy(codec::from_hex(text).value(), bytes.begin());
    return bytes;
}

/// A key with a message that it signed.
struct Signed {
    SecretKey secret{};
    PublicKey key{};
    Bytes message;
    Signature signature{};
};

Signed draw_signed() {
    Signed drawn;
    drawn.secret = *test::any_hash();
    drawn.key = crypto::public_key_of(drawn.secret);
    drawn.message = *rc::gen::arbitrary<Bytes>();
    drawn.signature = crypto::sign(drawn.secret, drawn.message);
    return drawn;
}

Signed fixed_signed() {
    Signed made;
    made.secret = crypto::sha256({});
    made.key = crypto::public_key_of(made.secret);
    made.message = {'b', 'l', 'o', 'o', 'm', 's'};
    made.signature = crypto::sign(made.secret, made.message);
    return made;
}

Signature with_order_added(const Signature& signature, unsigned times_added = 1) {
    return joined(r_of(signature), number_of(integer_of(s_of(signature)) + order * times_added));
}

/// A secret scalar of our own, so that keys and nonces can be anything: not clamped, and with points of small order
/// added.
struct Odd {
    Integer a{"1234567890123456789012345678901234567890"};
    Integer r{"9876543210987654321098765432109876543210"};
};

}  // namespace

TEST_CASE("[CRY-8] keys and signatures are those of RFC 8032, section 7.1") {
    struct Example {
        std::string_view secret, key, message, signature;
    };
    for (const Example& example : {
             Example{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd"
                     "25bf5f"
                     "0595bbe24655141438e7a100b"},
             Example{"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c3"
                     "87b2ea"
                     "eb4302aeeb00d291612bb0c00"},
             Example{"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594"
                     "a7c15e"
                     "9716ed28dc027beceea1ec40a"},
         }) {
        const auto secret = from_hex<32>(example.secret);
        const auto key = from_hex<32>(example.key);
        const Bytes message = codec::from_hex(example.message).value();
        const auto signature = from_hex<64>(example.signature);
        CHECK(crypto::public_key_of(secret) == key);
        CHECK(crypto::sign(secret, message) == signature);
        CHECK(crypto::verify_signature(key, message, signature));
    }
}

TEST_CASE("[CRY-8] [CRY-10] what is signed is verified, and one secret signs one message in one way") {
    property("any secret, any message", [] {
        const Signed drawn = draw_signed();
        RC_ASSERT(static_cast<bool>(crypto::verify_signature(drawn.key, drawn.message, drawn.signature)));
        RC_ASSERT(crypto::sign(drawn.secret, drawn.message) == drawn.signature);
    });
    property("all messages around the block size of the hash", [] {
        const SecretKey secret = *test::any_hash();
        for (std::size_t size = 0; size < 200; size += 13) {
            const Bytes message(size, 7);
            RC_ASSERT(verified(crypto::public_key_of(secret), message, crypto::sign(secret, message)).empty());
        }
    });
}

TEST_CASE("[SIG-6] a signature, a key or a message with any single bit flipped is refused") {
    const Signed whole = fixed_signed();
    REQUIRE(verified(whole.key, whole.message, whole.signature).empty());
    const auto flip = [](auto bytes, std::size_t bit) {
        bytes[bit / 8] = static_cast<base::Byte>(bytes[bit / 8] ^ (1U << bit % 8));
        return bytes;
    };
    for (std::size_t bit = 0; bit < 512; ++bit) {
        const Signature flipped = flip(whole.signature, bit);
        const std::string_view earlier = refused_by_definition(whole.key, flipped);
        CAPTURE(bit);
        CHECK(verified(whole.key, whole.message, flipped) == (earlier.empty() ? "SIG-6" : earlier));
    }
    for (std::size_t bit = 0; bit < 256; ++bit) {
        const PublicKey flipped = flip(whole.key, bit);
        const std::string_view earlier = refused_by_definition(flipped, whole.signature);
        CAPTURE(bit);
        CHECK(verified(flipped, whole.message, whole.signature) == (earlier.empty() ? "SIG-6" : earlier));
    }
    for (std::size_t bit = 0; bit < 8 * whole.message.size(); ++bit) {
        CHECK(verified(whole.key, flip(whole.message, bit), whole.signature) == "SIG-6");
    }
    Bytes longer = whole.message;
    longer.push_back(0);
    CHECK(verified(whole.key, longer, whole.signature) == "SIG-6");
    CHECK(verified(whole.key, {}, whole.signature) == "SIG-6");
}

TEST_CASE("[CRY-10] the verdict on any key, message and signature is that of the plain definition") {
    property("with points, numbers and messages that mean something, mixed", [] {
        const Signed first = draw_signed();
        const Signed second = draw_signed();
        const auto any_point = rc::gen::oneOf(rc::gen::just(first.key), rc::gen::just(second.key),
                                              rc::gen::just(r_of(first.signature)), rc::gen::elementOf(small_points),
                                              rc::gen::elementOf(non_canonical_points()), test::any_hash());
        const auto any_number = rc::gen::oneOf(
            rc::gen::just(s_of(first.signature)), rc::gen::just(s_of(second.signature)), rc::gen::just(Number{}),
            rc::gen::just(number_of(order)), rc::gen::just(number_of(order - 1)), test::any_hash());
        const bool is_first = *rc::gen::arbitrary<bool>();
        const PublicKey key = is_first ? first.key : *any_point;
        const PublicKey r = *rc::gen::arbitrary<bool>() ? r_of(first.signature) : *any_point;
        const Number s = *rc::gen::arbitrary<bool>() ? s_of(first.signature) : *any_number;
        const Signature signature = joined(r, s);
        RC_ASSERT(verified(key, first.message, signature) == verified_by_definition(key, first.message, signature));
    });
}

TEST_CASE("[SIG-1] S + L, which Crypto++ alone takes, is refused") {
    property("any signature", [] {
        const Signed drawn = draw_signed();
        RC_ASSERT(verified(drawn.key, drawn.message, with_order_added(drawn.signature)) == "SIG-1");
        RC_ASSERT(verified(drawn.key, drawn.message, with_order_added(drawn.signature, 2)) == "SIG-1");
    });
    const Signed whole = fixed_signed();
    CHECK(is_taken_by_library(whole.key, whole.message, whole.signature));
    CHECK(is_taken_by_library(whole.key, whole.message, with_order_added(whole.signature)));
}

TEST_CASE("[SIG-1] S may be L - 1 and not L, and zero is below L") {
    const Signed whole = fixed_signed();
    const auto with_s = [&](const Integer& s) {
        return verified(whole.key, whole.message, joined(r_of(whole.signature), number_of(s)));
    };
    CHECK(with_s(order) == "SIG-1");
    CHECK(with_s(Integer::Power2(256) - 1) == "SIG-1");
    CHECK(with_s(Integer::Power2(255)) == "SIG-1");
    CHECK(with_s(order - 1) == "SIG-6");
    CHECK(with_s(0) == "SIG-6");
}

TEST_CASE("[SIG-6] [CRY-8] an S of zero is a number like others, and a secret of zeros is a secret") {
    // R = -kA would make it good, but k covers R: all that can be shown is that the equation decides.
    property("any key, any R that is a point", [] {
        const Signed drawn = draw_signed();
        const PublicKey r = crypto::public_key_of(*test::any_hash());
        RC_ASSERT(verified(drawn.key, drawn.message, joined(r, Number{})) == "SIG-6");
    });
    const SecretKey zero{};
    const PublicKey key = crypto::public_key_of(zero);
    CHECK(codec::to_hex(key) == "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29");
    CHECK(verified(key, {}, crypto::sign(zero, {})).empty());
}

TEST_CASE("[SIG-2] [SIG-3] encodings that are not canonical are refused") {
    const Signed whole = fixed_signed();
    for (const PublicKey& point : non_canonical_points()) {
        CAPTURE(codec::to_hex(point));
        CHECK(verified(point, whole.message, whole.signature) == "SIG-2");
        CHECK(verified(whole.key, whole.message, joined(point, s_of(whole.signature))) == "SIG-3");
    }
    property("32 bytes that are no point", [&] {
        const PublicKey point = *rc::gen::suchThat(test::any_hash(), [](const auto& bytes) { return !decoded(bytes); });
        RC_ASSERT(verified(point, whole.message, whole.signature) == "SIG-2");
        RC_ASSERT(verified(whole.key, whole.message, joined(point, s_of(whole.signature))) == "SIG-3");
    });
}

TEST_CASE("[CRY-9] the canonical points are those that have a square root") {
    property("any 32 bytes", [] {
        const PublicKey point = *test::any_hash();
        RC_ASSERT(crypto::detail::is_canonical_point(point) == decoded(point).has_value());
    });
    for (unsigned y = 0; y < 300; ++y) {
        for (const bool is_x_odd : {false, true}) {
            for (const Integer& value : {Integer{static_cast<long>(y)}, prime - static_cast<long>(y)}) {
                const PublicKey point = point_of(value, is_x_odd);
                CHECK(crypto::detail::is_canonical_point(point) == decoded(point).has_value());
            }
        }
    }
}

TEST_CASE("[CRY-9] eight points are of small order, with the five y that the rule lists") {
    for (const PublicKey& point : small_points) {
        CAPTURE(codec::to_hex(point));
        REQUIRE(decoded(point));
        CHECK(times(8, *decoded(point)) == neutral_point);
        CHECK(crypto::detail::is_canonical_point(point));
        CHECK(crypto::detail::has_small_order(point));
    }
    // They are the multiples of one of order eight, so there are no more in the group.
    const Point generator = decoded(small_points[4]).value();
    std::vector<PublicKey> multiples;
    for (int i = 0; i < 8; ++i) multiples.push_back(encoded(times(i, generator)));
    std::ranges::sort(multiples);
    std::vector<PublicKey> sorted = small_points;
    std::ranges::sort(sorted);
    CHECK(multiples == sorted);
    property("no other point is", [] {
        const PublicKey key = crypto::public_key_of(*test::any_hash());
        RC_ASSERT(!crypto::detail::has_small_order(key));
        RC_ASSERT(times(8, decoded(key).value()) != neutral_point);
    });
}

TEST_CASE("[SIG-4] [SIG-5] keys and R of small order are refused, all eight") {
    const Signed whole = fixed_signed();
    for (const PublicKey& point : small_points) {
        CAPTURE(codec::to_hex(point));
        CHECK(verified(point, whole.message, whole.signature) == "SIG-4");
        CHECK(verified(whole.key, whole.message, joined(point, s_of(whole.signature))) == "SIG-5");
        CHECK(verified(point, whole.message, joined(point, Number{})) == "SIG-4");
    }
}

TEST_CASE("[SIG-4] Crypto++ alone takes a key of small order, whose signature fits every message") {
    const PublicKey neutral = small_points[0];
    // S B = R + k A with A the neutral point: k does not matter.
    const Signature anything = joined(encoded(base_point), number_of(1));
    for (base::Byte i = 0; i < 20; ++i) {
        const Bytes message(i, i);
        CHECK(is_taken_by_library(neutral, message, anything));
        CHECK(is_taken_by_library(neutral, message, joined(neutral, Number{})));
        CHECK(verified(neutral, message, anything) == "SIG-4");
        CHECK(verified(neutral, message, joined(neutral, Number{})) == "SIG-4");
    }
    // The other seven fit some messages.
    for (const PublicKey& point : small_points) {
        std::size_t taken = 0;
        for (base::Byte i = 0; i < 100; ++i) taken += is_taken_by_library(point, Bytes(1, i), anything) ? 1U : 0U;
        CHECK(taken > 0);
    }
}

TEST_CASE("[SIG-5] Crypto++ alone takes an R of small order") {
    // S = k a with R the neutral point: a signature that shows the secret, and R that is no commitment.
    const Odd odd;
    const PublicKey key = encoded(times(odd.a, base_point));
    const PublicKey neutral = small_points[0];
    const Bytes message{1, 2, 3};
    const Signature signature = joined(neutral, number_of(challenge(neutral, key, message) * odd.a % order));
    CHECK(is_taken_by_library(key, message, signature));
    CHECK(verified(key, message, signature) == "SIG-5");
}

TEST_CASE("[CRY-10] [SIG-6] nothing is multiplied by eight: R + T and A + T are judged by the equation as it is") {
    const Odd odd;
    const Point a = times(odd.a, base_point);
    const Point r = times(odd.r, base_point);
    std::size_t good = 0;
    for (const PublicKey& small : small_points) {
        const Point t = decoded(small).value();
        for (base::Byte i = 0; i < 16; ++i) {
            const Bytes message{i};
            // R + T: good only if T is neutral. With the cofactor all of these would be good.
            const PublicKey mixed_r = encoded(r + t);
            const PublicKey key = encoded(a);
            const Integer k = challenge(mixed_r, key, message);
            const Signature signature = joined(mixed_r, number_of((odd.r + k * odd.a) % order));
            CHECK(verified(key, message, signature) == (t == neutral_point ? "" : "SIG-6"));

            // A + T: good if kT is neutral, k being reduced.
            const PublicKey mixed_key = encoded(a + t);
            const PublicKey plain_r = encoded(r);
            const Integer mixed_k = challenge(plain_r, mixed_key, message);
            const Signature mixed = joined(plain_r, number_of((odd.r + mixed_k * odd.a) % order));
            const bool is_good = times(mixed_k, t) == neutral_point;
            CHECK(verified(mixed_key, message, mixed) == (is_good ? "" : "SIG-6"));
            good += is_good ? 1U : 0U;
        }
    }
    CHECK(good > 16);
    CHECK(good < 128);
}

TEST_CASE("[CRY-10] of several broken rules the first in order is the answer") {
    const PublicKey no_point = point_of(prime, false);
    const PublicKey small = small_points[4];
    const PublicKey other = fixed_signed().key;
    const Number too_large = number_of(order);
    CHECK(verified(no_point, {}, joined(no_point, too_large)) == "SIG-1");
    CHECK(verified(no_point, {}, joined(no_point, Number{})) == "SIG-2");
    CHECK(verified(small, {}, joined(no_point, Number{})) == "SIG-3");
    CHECK(verified(small, {}, joined(small, Number{})) == "SIG-4");
    CHECK(verified(other, {}, joined(small, Number{})) == "SIG-5");
    CHECK(verified(other, {}, joined(other, Number{})) == "SIG-6");
}
