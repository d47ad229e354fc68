// Signatures. The first byte says how the input is read: a key, a signature and a message as they
// stand; the same with an encoding of a special point in place of the key or of R; or a secret key
// and a message, which are signed. Whatever is accepted is refused with S + L and with any bit changed.
#include "support/require.hpp"

#include <cstddef>
#include <cstdint>

using namespace bloomcoin;
using namespace bloomcoin::fuzz;

namespace {

using Point = std::array<base::Byte, 32>;

/// y = number, p - number or p + number, with either sign of x: 0, ±1 and the points of order 8, and
/// encodings that are not canonical.
Point special_point(base::Byte choice) {
    using crypto::detail::field_prime;
    const CryptoPP::Integer numbers[] = {0, 1, 2, crypto::detail::order_eight_y()};
    const CryptoPP::Integer number = numbers[choice & 3];
    const int place = (choice >> 2) % 3;
    const CryptoPP::Integer y = place == 0 ? number : place == 1 ? field_prime() - number : field_prime() + number;
    Point point;
    y.Encode(point.data(), point.size());
    std::reverse(point.begin(), point.end());
    if ((choice & 0x80) != 0) point.back() |= 0x80;
    return point;
}

/// S + L, which satisfies the equation as S does. S is below L, and 2 L below 2^253.
crypto::Signature with_s_plus_order(crypto::Signature signature) {
    Point s;
    std::copy_n(signature.begin() + 32, 32, s.begin());
    (crypto::detail::little_endian(s) + crypto::detail::group_order()).Encode(s.data(), s.size());
    std::reverse_copy(s.begin(), s.end(), signature.begin() + 32);
    return signature;
}

void check_accepted(crypto::PublicKey key, base::Bytes message, crypto::Signature signature, std::uint16_t place) {
    const auto verified = [&] { return crypto::verify_signature(key, message, signature); };
    const base::Check plus_order = crypto::verify_signature(key, message, with_s_plus_order(signature));
    require(!plus_order && plus_order.rule() == base::Rule("SIG-1"), "S + L is SIG-1");

    const base::Byte bit = static_cast<base::Byte>(1 << (place & 7));
    const std::size_t index = place >> 3;
    signature[index % 64] ^= bit;
    require(!verified(), "another signature is refused");
    signature[index % 64] ^= bit;
    key[index % 32] ^= bit;
    require(!verified(), "another key is refused");
    key[index % 32] ^= bit;
    message.push_back(bit);
    require(!verified(), "another message is refused");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    codec::Reader reader{{data, size}};
    base::Byte way = 0;
    base::Byte choice = 0;
    std::uint16_t place = 0;
    crypto::PublicKey key{};
    crypto::Signature signature{};
    if (!reader.read(way) || !reader.read(choice) || !reader.read(place) || !reader.read(key)) return 0;
    if (way % 4 != 3 && !reader.read(signature)) return 0;
    base::Bytes message;
    for (base::Byte byte = 0; reader.read(byte);) message.push_back(byte);

    if (way % 4 == 1) key = special_point(choice);
    if (way % 4 == 2) std::ranges::copy(special_point(choice), signature.begin());
    if (way % 4 == 3) {
        const crypto::SecretKey secret = key;
        key = crypto::public_key_of(secret);
        signature = crypto::sign(secret, message);
    }
    const base::Check check = crypto::verify_signature(key, message, signature);
    require(way % 4 != 3 || check, "what is signed is accepted");
    require(passes_or_breaks(check, {"SIG-1", "SIG-2", "SIG-3", "SIG-4", "SIG-5", "SIG-6"}),
            "a refusal is SIG-1 to SIG-6");
    if (check) check_accepted(key, message, signature, place);
    return 0;
}
