// Ed25519 signatures, verified strictly: one verdict for every input, on every machine.
// Crypto++ does the arithmetic of the curve. Its verifier alone takes S + L for S and keys of
// small order, so the checks before the equation are here.
// Spec: spec/crypto.md. Not here: where random secrets come from.
#pragma once

#include <bloomcoin/base/bytes.hpp>
#include <bloomcoin/base/result.hpp>

#include <cryptopp/donna.h>
#include <cryptopp/integer.h>
#include <cryptopp/nbtheory.h>

#include <algorithm>
#include <array>

namespace bloomcoin::crypto {

using SecretKey = std::array<base::Byte, 32>;
using PublicKey = std::array<base::Byte, 32>;  // A, an encoded point
using Signature = std::array<base::Byte, 64>;  // R, an encoded point, then S, a number

/// The public key of a secret key. [CRY-8] (RFC 8032, section 5.1.5)
inline PublicKey public_key_of(const SecretKey& secret) {
    PublicKey key{};
    CryptoPP::Donna::ed25519_publickey(key.data(), secret.data());
    return key;
}

/// The one signature of a message with a secret key. [CRY-8] (RFC 8032, section 5.1.6)
inline Signature sign(const SecretKey& secret, base::BytesView message) {
    Signature signature{};
    const PublicKey key = public_key_of(secret);
    CryptoPP::Donna::ed25519_sign(message.data(), message.size(), secret.data(), key.data(), signature.data());
    return signature;
}

namespace detail {

/// An encoded point of the curve: y in the lower 255 bits, the lowest bit of x on top. [CRY-9]
using EncodedPoint = std::array<base::Byte, 32>;

inline CryptoPP::Integer little_endian(const std::array<base::Byte, 32>& bytes) {
    return {bytes.data(), bytes.size(), CryptoPP::Integer::UNSIGNED, CryptoPP::LITTLE_ENDIAN_ORDER};
}

inline CryptoPP::Integer y_of(EncodedPoint point) {
    point.back() &= 0x7f;
    return little_endian(point);
}

inline const CryptoPP::Integer& field_prime() {
    static const CryptoPP::Integer prime = CryptoPP::Integer::Power2(255) - 19;
    return prime;
}

inline const CryptoPP::Integer& group_order() {
    static const CryptoPP::Integer order =
        CryptoPP::Integer::Power2(252) + CryptoPP::Integer{"27742317777372353535851937790883648493"};
    return order;
}

/// d = -121665/121666 [CRY-8]
inline const CryptoPP::Integer& curve_d() {
    static const CryptoPP::Integer d =
        (field_prime() - 121665) * CryptoPP::Integer{121666}.InverseMod(field_prime()) % field_prime();
    return d;
}

inline bool is_below_group_order(const std::array<base::Byte, 32>& number) {
    return little_endian(number) < group_order();
}

/// [CRY-9]
inline bool is_canonical_point(const EncodedPoint& point) {
    const CryptoPP::Integer& p = field_prime();
    const CryptoPP::Integer y = y_of(point);
    if (y >= p) return false;
    // x² = u / v. v is never 0, since -1/d is no square, so x exists if u v is a square.
    const CryptoPP::Integer y_squared = y * y % p;
    const CryptoPP::Integer u = (y_squared + p - 1) % p;
    const CryptoPP::Integer v = (curve_d() * y_squared + 1) % p;
    const bool has_x_zero = u.IsZero();
    const bool is_x_odd = point.back() >> 7 != 0;
    if (has_x_zero) return !is_x_odd;
    return CryptoPP::Jacobi(u * v % p, p) == 1;
}

/// The y of the points of order 8: the roots of d y⁴ + 2 y² - 1 that belong to points. [CRY-9]
inline const CryptoPP::Integer& order_eight_y() {
    static const CryptoPP::Integer y{"2707385501144840649318225287225658788936804267575313519463743609750303402022"};
    return y;
}

/// Whether eight times a point is the neutral point. Only for canonical points. [CRY-9]
inline bool has_small_order(const EncodedPoint& point) {
    const CryptoPP::Integer y = y_of(point);
    const CryptoPP::Integer& p = field_prime();
    return y.IsZero() || y == 1 || y == p - 1 || y == order_eight_y() || y == p - order_eight_y();
}

}  // namespace detail

/// Whether a signature of a message is valid under a public key. [CRY-10]
/// Refuses SIG-1 … SIG-6.
inline base::Check verify_signature(const PublicKey& key, base::BytesView message, const Signature& signature) {
    detail::EncodedPoint r;
    std::array<base::Byte, 32> s;
    std::copy_n(signature.begin(), 32, r.begin());
    std::copy_n(signature.begin() + 32, 32, s.begin());

    if (!detail::is_below_group_order(s)) return base::Rule("SIG-1");
    if (!detail::is_canonical_point(key)) return base::Rule("SIG-2");
    if (!detail::is_canonical_point(r)) return base::Rule("SIG-3");
    if (detail::has_small_order(key)) return base::Rule("SIG-4");
    if (detail::has_small_order(r)) return base::Rule("SIG-5");
    // Compares the encoding of S B - k A with R, which is canonical: the equation without cofactor.
    const int refused =
        CryptoPP::Donna::ed25519_sign_open(message.data(), message.size(), key.data(), signature.data());
    if (refused != 0) return base::Rule("SIG-6");
    return {};
}

}  // namespace bloomcoin::crypto
