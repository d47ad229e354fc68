// Cases of the room crypto: Merkle trees and strict Ed25519.
#include "book.hpp"
#include "inputs.hpp"

#include <cryptopp/integer.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace bloomcoin::vectors {

namespace {

// ---- Merkle trees

std::vector<base::Bytes> messages_of(std::size_t count) {
    std::vector<base::Bytes> messages;
    for (std::size_t i = 0; i < count; ++i) messages.push_back(bytes_of("message " + std::to_string(i)));
    return messages;
}

Json json_of(const std::vector<base::Bytes>& messages) {
    Json list = Json::array();
    for (const base::Bytes& message : messages) list.push_back(hex(message));
    return list;
}

void write_roots(Group& group) {
    const Kind kind{"mrk.root", "any", Source::spec, {"CRY-5", "CRY-6"}};
    for (const std::size_t count :
         {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 11U, 13U, 15U, 16U, 17U, 31U, 32U, 33U, 63U, 64U, 65U}) {
        group.accept(kind, "count-" + padded(count, 2), {{"messages", json_of(messages_of(count))}},
                     "a lone hash is promoted, level by level, and never doubled");
    }
    std::vector<base::Bytes> doubled = messages_of(3);
    doubled.push_back(doubled.back());
    group.accept(kind, "last-doubled", {{"messages", json_of(doubled)}},
                 "the last of three once more: another root than that of the three (CVE-2012-2459)");
    group.accept(kind, "empty-message", {{"messages", Json::array({""})}}, "no bytes are a message too");
    const base::Hash left = crypto::merkle_leaf(messages_of(2)[0]);
    const base::Hash right = crypto::merkle_leaf(messages_of(2)[1]);
    base::Bytes both(left.begin(), left.end());
    both.insert(both.end(), right.begin(), right.end());
    group.accept(kind, "node-as-message", {{"messages", Json::array({Json(hex(both))})}},
                 "the two leaves of a tree as one message: leaves and nodes have different tags");
}

void write_branches(Group& group) {
    const Kind kind{"mrk.branch", "any", Source::spec, {"CRY-7"}};
    const Kind verify{"mrk.verify", "any", Source::spec, {"CRY-7", "MRK-1", "MRK-2", "MRK-3"}};
    for (const std::size_t count : {1U, 2U, 3U, 5U, 6U, 7U, 8U, 13U}) {
        const std::vector<base::Bytes> messages = messages_of(count);
        std::vector<base::Hash> leaves;
        for (const base::Bytes& message : messages) leaves.push_back(crypto::merkle_leaf(message));
        const std::string root = hex(crypto::merkle_root(leaves));
        for (std::size_t index = 0; index < count; ++index) {
            const std::string slug = padded(count, 2) + "-" + padded(index, 2);
            group.accept(kind, slug, {{"messages", json_of(messages)}, {"index", index}},
                         "one hash for each level but those in which the way is alone");
            const Json branch = group.cases().back()["out"]["branch"];
            const Json in{{"root", root},
                          {"message", hex(messages[index])},
                          {"index", index},
                          {"count", count},
                          {"branch", branch}};
            const std::string sibling = group.accept(verify, slug, in, "the branch of a leaf leads to the root");
            const auto refuse = [&](std::string_view what, std::string_view key, Json value, std::string_view why,
                                    std::string_view rule) {
                Json wrong = in;
                wrong[std::string{key}] = std::move(value);
                group.refuse(verify, slug + "-" + std::string{what}, wrong, why, rule, sibling);
            };
            refuse("index-count", "index", count, "the index is not below the count, though the branch would lead on",
                   "MRK-1");
            Json longer = branch;
            longer.push_back(root);
            refuse("one-more", "branch", longer, "a hash more than the way needs is refused, not ignored", "MRK-2");
            refuse("message", "message", hex(bytes_of("another")), "another message has another leaf", "MRK-3");
            if (index == 0) {
                Json lost = in;
                lost["branch"] = longer;
                lost["message"] = hex(bytes_of("another"));
                group.refuse(verify, slug + "-one-more-and-message", lost,
                             "too long, and it leads elsewhere: the length comes before the root", "MRK-2", sibling);
            }
            if (branch.empty()) continue;
            Json shorter = branch;
            shorter.erase(shorter.size() - 1);
            refuse("one-less", "branch", shorter, "a branch that ends before the root", "MRK-2");
            Json flipped = branch;
            base::Bytes hash = codec::from_hex(flipped[0].get<std::string>()).value();
            hash[31] ^= 1;
            flipped[0] = hex(hash);
            refuse("flipped", "branch", flipped, "one bit of a hash beside the way", "MRK-3");
            if (count % 2 == 0 || index + 1 < count) {
                refuse("neighbour", "index", index ^ 1, "the place of the neighbour: left and right are changed over",
                       "MRK-3");
            }
        }
    }
}

// ---- signatures

const Kind verify_kind{"sig.verify", "any", Source::spec, {"CRY-8", "CRY-9", "CRY-10"}};

Json signature_case(const std::string& key, const std::string& message, const std::string& signature) {
    return {{"public_key", key}, {"message", message}, {"signature", signature}};
}

struct Signed {
    crypto::SecretKey secret{};
    crypto::PublicKey key{};
    base::Bytes message;
    crypto::Signature signature{};

    Json json() const { return signature_case(hex(key), hex(message), hex(signature)); }
};

Signed drawn_signature(Draw& draw, std::size_t message_size) {
    Signed result;
    result.secret = draw.hash();
    result.key = crypto::public_key_of(result.secret);
    result.message = draw.bytes(message_size);
    result.signature = crypto::sign(result.secret, result.message);
    return result;
}

/// A published collection, read from the folder beside this file.
Json published_vectors(const std::string& folder, const std::string& name) {
    std::ifstream file{folder + "/" + name};
    if (!file) throw std::runtime_error("cannot read " + folder + "/" + name);
    return Json::parse(file).at("vectors");
}

/// RFC 8032, section 7.1, by the names there.
void write_rfc_8032(Group& group, const std::string& folder) {
    const Kind public_kind{"sig.public", "any", Source::published, {"CRY-8"}};
    const Kind sign_kind{"sig.sign", "any", Source::published, {"CRY-8"}};
    Kind published = verify_kind;
    published.source = Source::published;
    for (const Json& vector : published_vectors(folder, "ed25519_rfc_8032.json")) {
        const auto name = vector["number"].get<std::string>();
        const std::string why = "RFC 8032, section 7.1, " + name;
        const Json message = vector["message"];
        group.accept(public_kind, name, {{"secret", vector["secret"]}}, why, {{"public_key", vector["key"]}});
        group.accept(sign_kind, name, {{"secret", vector["secret"]}, {"message", message}}, why,
                     {{"signature", vector["signature"]}});
        group.accept(published, name, signature_case(vector["key"], message, vector["signature"]), why, Json::object());
    }
}

/// A case of a published collection. Whether it is accepted, and by which rule it is refused if
/// that is known, is what the collection says.
void add_published(Group& group, const std::string& slug, const Json& vector, std::string_view why, bool is_accepted,
                   const std::string& rule, const std::string& sibling) {
    Kind kind = verify_kind;
    kind.source = Source::published;
    const Json in = signature_case(vector["key"], vector["message"], vector["signature"]);
    if (is_accepted) {
        group.accept(kind, slug, in, why, Json::object());
    } else if (!rule.empty()) {
        group.refuse(kind, slug, in, why, rule, sibling);
    } else {
        group.either(kind, slug, in, why, sibling);
        if (!group.cases().back().contains("rule"))
            throw std::runtime_error(slug + " is accepted, and published as invalid");
    }
}

void write_speccheck(Group& group, const std::string& folder, const std::string& sibling) {
    const std::vector<std::string> rules{"SIG-4", "SIG-4", "SIG-5", "",      "SIG-6", "SIG-6",
                                         "SIG-1", "SIG-1", "SIG-3", "SIG-3", "SIG-2", "SIG-2"};
    for (const Json& vector : published_vectors(folder, "ed25519_speccheck.json")) {
        const auto number = vector["number"].get<std::size_t>();
        add_published(group, "speccheck-" + padded(number, 2), vector,
                      "ed25519-speccheck " + std::to_string(number) + ": libraries disagree on it", number == 3,
                      rules.at(number), sibling);
    }
}

void write_cctv(Group& group, const std::string& folder, const std::string& sibling) {
    for (const Json& vector : published_vectors(folder, "ed25519_cctv.json")) {
        const auto has = [&](const char* flag) {
            const Json& flags = vector["flags"];
            return std::find(flags.begin(), flags.end(), Json(flag)) != flags.end();
        };
        std::string rule;
        if (has("low_order_residue")) rule = "SIG-6";
        if (has("low_order_R")) rule = "SIG-5";
        if (has("low_order_A")) rule = "SIG-4";
        if (has("non_canonical_R")) rule = "SIG-3";
        if (has("non_canonical_A")) rule = "SIG-2";
        std::string why = "C2SP CCTV:";
        for (const Json& flag : vector["flags"]) why += " " + flag.get<std::string>();
        if (vector["flags"].empty()) why += " nothing special";
        add_published(group, "cctv-" + padded(vector["number"].get<std::uint64_t>(), 3), vector, why, rule.empty(),
                      rule, sibling);
    }
}

void write_wycheproof(Group& group, const std::string& folder, const std::string& sibling) {
    for (const Json& vector : published_vectors(folder, "ed25519_wycheproof.json")) {
        std::string why = "Wycheproof";
        if (const std::string comment = vector["comment"]; !comment.empty()) why += ": " + comment;
        add_published(group, "wycheproof-" + padded(vector["number"].get<std::uint64_t>(), 3), vector, why,
                      vector["result"] == "valid", "", sibling);
    }
}

std::array<base::Byte, 32> little_endian(const CryptoPP::Integer& value) {
    std::array<base::Byte, 32> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = value.GetByte(i);
    return bytes;
}

/// The eight points of small order, canonically encoded, and what else decodes carelessly to one.
void write_small_orders(Group& group, const Signed& valid, const std::string& sibling) {
    const CryptoPP::Integer p = crypto::detail::field_prime();
    const CryptoPP::Integer y8 = crypto::detail::order_eight_y();
    const CryptoPP::Integer top = CryptoPP::Integer::Power2(255);
    const CryptoPP::Integer canonical[] = {1, p - 1, 0, top, y8, y8 + top, p - y8, p - y8 + top};
    const CryptoPP::Integer careless[] = {top + 1, top + p - 1, p, p + 1, top + p, top + p + 1};
    const auto add = [&](const std::string& slug, const std::array<base::Byte, 32>& point, std::string_view why,
                         std::string_view key_rule, std::string_view r_rule) {
        group.refuse(verify_kind, "key-" + slug, signature_case(hex(point), hex(valid.message), hex(valid.signature)),
                     why, key_rule, sibling);
        crypto::Signature signature = valid.signature;
        std::copy(point.begin(), point.end(), signature.begin());
        group.refuse(verify_kind, "r-" + slug, signature_case(hex(valid.key), hex(valid.message), hex(signature)), why,
                     r_rule, sibling);
    };
    for (std::size_t i = 0; i < std::size(canonical); ++i) {
        add("small-" + std::to_string(i), little_endian(canonical[i]), "a point of small order, canonically encoded",
            "SIG-4", "SIG-5");
    }
    for (std::size_t i = 0; i < std::size(careless); ++i) {
        add("careless-" + std::to_string(i), little_endian(careless[i]),
            "y of p or more, or the sign of an x that is 0: no canonical encoding", "SIG-2", "SIG-3");
    }
    for (const unsigned y : {2U, 7U, 8U, 11U}) {
        if (crypto::detail::is_canonical_point(little_endian(CryptoPP::Integer{y}))) continue;
        add("no-point-" + std::to_string(y), little_endian(CryptoPP::Integer{y}), "no x belongs to this y", "SIG-2",
            "SIG-3");
    }
}

void write_scalars(Group& group, const Signed& valid, const std::string& sibling) {
    std::array<base::Byte, 32> s;
    std::copy_n(valid.signature.begin() + 32, 32, s.begin());
    const CryptoPP::Integer value = crypto::detail::little_endian(s);
    const CryptoPP::Integer order = crypto::detail::group_order();
    const auto with_s = [&](const CryptoPP::Integer& number) {
        crypto::Signature signature = valid.signature;
        const auto bytes = little_endian(number);
        std::copy(bytes.begin(), bytes.end(), signature.begin() + 32);
        return signature_case(hex(valid.key), hex(valid.message), hex(signature));
    };
    for (unsigned k = 1; k <= 15; ++k) {
        const CryptoPP::Integer sum = value + order * k;
        if (sum >= CryptoPP::Integer::Power2(256)) break;
        group.refuse(verify_kind, "s-plus-" + padded(k, 2) + "-l", with_s(sum),
                     "S and a multiple of L satisfy the same equation: only one of them is a signature", "SIG-1",
                     sibling);
    }
    group.refuse(verify_kind, "s-l", with_s(order), "S is L: not below", "SIG-1", sibling);
    group.refuse(verify_kind, "s-l-less-one", with_s(order - 1), "the greatest S is asked the equation", "SIG-6",
                 sibling);
    group.refuse(verify_kind, "s-zero", with_s(0), "S is zero: asked the equation", "SIG-6", sibling);
    group.refuse(verify_kind, "s-most", with_s(CryptoPP::Integer::Power2(256) - 1), "all bits of S", "SIG-1", sibling);
}

void write_order_of_checks(Group& group, const Signed& valid, const std::string& sibling) {
    const std::string off_curve = "02" + std::string(62, '0');
    const std::string neutral = "01" + std::string(62, '0');
    const std::string order = hex(little_endian(crypto::detail::group_order()));
    const std::string s = hex(base::BytesView{valid.signature}.subspan(32));
    const std::string message = hex(valid.message);
    group.refuse(verify_kind, "order-s-first", signature_case(off_curve, message, off_curve + order),
                 "S, key and R are wrong: S is asked first", "SIG-1", sibling);
    group.refuse(verify_kind, "order-key-second", signature_case(off_curve, message, off_curve + s),
                 "key and R are no points: the key is asked first", "SIG-2", sibling);
    group.refuse(verify_kind, "order-r-third", signature_case(neutral, message, off_curve + s),
                 "the key is of small order and R no point: encodings come before orders", "SIG-3", sibling);
    group.refuse(verify_kind, "order-small-key", signature_case(neutral, message, neutral + s),
                 "key and R are of small order: the key is asked first", "SIG-4", sibling);
    group.refuse(verify_kind, "order-lengths", signature_case(off_curve + "00", message, s),
                 "the key is too long and the signature too short: the key is asked first", "COD-2", sibling);
    group.refuse(verify_kind, "key-short", signature_case(off_curve.substr(2), message, off_curve + order),
                 "31 bytes of key", "COD-1", sibling);
    group.refuse(verify_kind, "signature-short",
                 signature_case(hex(valid.key), message, hex(valid.signature).substr(2)), "63 bytes of signature",
                 "COD-1", sibling);
    group.refuse(verify_kind, "signature-long", signature_case(hex(valid.key), message, hex(valid.signature) + "00"),
                 "65 bytes of signature", "COD-2", sibling);
}

void write_flips(Group& group, const Signed& valid, const std::string& sibling) {
    for (std::size_t bit = 0; bit < 768; ++bit) {
        Signed flipped = valid;
        base::Byte& byte = bit < 512 ? flipped.signature[bit / 8] : flipped.key[(bit - 512) / 8];
        byte = static_cast<base::Byte>(byte ^ (1 << bit % 8));
        group.either(verify_kind, "flip-" + padded(bit, 3), flipped.json(), "every bit of signature and key matters",
                     sibling);
        if (!group.cases().back().contains("rule"))
            throw std::runtime_error("a flipped bit was accepted: " + std::to_string(bit));
    }
}

std::string write_signing(Group& group) {
    const Kind public_kind{"sig.public", "any", Source::spec, {"CRY-8"}};
    const Kind sign_kind{"sig.sign", "any", Source::spec, {"CRY-8"}};
    Draw draw{"signing"};
    std::string sibling;
    for (const std::size_t size : {0U, 1U, 31U, 32U, 47U, 48U, 63U, 64U, 111U, 112U, 128U, 1000U}) {
        const Signed drawn = drawn_signature(draw, size);
        const std::string slug = "length-" + padded(size, 4);
        const std::string why = "a length at which the number of blocks of SHA-512 changes";
        group.accept(public_kind, slug, {{"secret", hex(drawn.secret)}}, "a drawn secret key");
        group.accept(sign_kind, slug, {{"secret", hex(drawn.secret)}, {"message", hex(drawn.message)}}, why);
        sibling = group.accept(verify_kind, slug, drawn.json(), why, Json::object());
    }
    for (const std::string& secret : {std::string(64, '0'), std::string(64, 'f')}) {
        group.accept(public_kind, "secret-" + secret.substr(0, 2), {{"secret", secret}},
                     "any 32 bytes are a secret key");
    }
    return sibling;
}

}  // namespace

void write_signature(Book& book, const std::string& published) {
    Group& merkle = book.group("crypto", "merkle");
    write_roots(merkle);
    write_branches(merkle);

    Group& group = book.group("crypto", "signature");
    const std::string sibling = write_signing(group);
    Draw draw{"strictness"};
    const Signed valid = drawn_signature(draw, 40);
    const std::string strict_sibling =
        group.accept(verify_kind, "valid", valid.json(), "the signature that the next cases break", Json::object());
    write_rfc_8032(group, published);
    write_scalars(group, valid, strict_sibling);
    write_small_orders(group, valid, strict_sibling);
    write_order_of_checks(group, valid, strict_sibling);
    write_flips(book.group("crypto", "signature_flips"), valid, strict_sibling);

    Group& collections = book.group("crypto", "signature_published");
    write_speccheck(collections, published, sibling);
    write_cctv(collections, published, sibling);
    write_wycheproof(collections, published, sibling);
}

}  // namespace bloomcoin::vectors
