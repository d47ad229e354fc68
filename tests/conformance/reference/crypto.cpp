// Operations of the room crypto.
#include "ops.hpp"

#include <bloomcoin/crypto/hash.hpp>
#include <bloomcoin/crypto/merkle.hpp>
#include <bloomcoin/crypto/sign.hpp>
#include <bloomcoin/crypto/stream.hpp>

namespace bloomcoin::conformance {

namespace {

std::vector<base::Hash> leaves_of(const Json& messages) {
    std::vector<base::Hash> leaves;
    for (const Json& message : messages) leaves.push_back(crypto::merkle_leaf(bytes(message)));
    return leaves;
}

Json branch(const Json& in) {
    Json hashes = Json::array();
    for (const base::Hash& hash :
         crypto::merkle_branch(leaves_of(in.at("messages")), number<std::uint32_t>(in.at("index")))) {
        hashes.push_back(hex(hash));
    }
    return {{"branch", hashes}};
}

base::Result<Json> verify_branch(const Json& in) {
    std::vector<base::Hash> hashes;
    for (const Json& hash : in.at("branch")) hashes.push_back(known_bytes<32>(hash));
    const auto check = crypto::verify_merkle_branch(
        known_bytes<32>(in.at("root")), crypto::merkle_leaf(bytes(in.at("message"))),
        number<std::uint32_t>(in.at("index")), number<std::uint32_t>(in.at("count")), hashes);
    if (!check) return check.rule();
    return Json::object();
}

base::Result<Json> verify_signature(const Json& in) {
    const auto key = exact_bytes<32>(in.at("public_key"));
    if (!key) return key.rule();
    const auto signature = exact_bytes<64>(in.at("signature"));
    if (!signature) return signature.rule();
    const auto check = crypto::verify_signature(key.value(), bytes(in.at("message")), signature.value());
    if (!check) return check.rule();
    return Json::object();
}

}  // namespace

void add_crypto(Operations& operations) {
    const auto add = adder(operations, any_profile);
    add("cry.sha256", [](const Json& in) -> Json {
        return {{"digest", hex(crypto::sha256(bytes(in.at("message"))))}};
    });
    add("cry.double_sha256", [](const Json& in) -> Json {
        return {{"digest", hex(crypto::double_sha256(bytes(in.at("message"))))}};
    });
    add("cry.tagged_hash", [](const Json& in) -> Json {
        const auto& tag = in.at("tag").get_ref<const std::string&>();
        return {{"digest", hex(crypto::tagged_hash(tag, bytes(in.at("message"))))}};
    });
    add("mrk.root", [](const Json& in) -> Json {
        return {{"root", hex(crypto::merkle_root(leaves_of(in.at("messages"))))}};
    });
    add("mrk.branch", branch);
    add("mrk.verify", verify_branch);
    add("sig.public", [](const Json& in) -> Json {
        return {{"public_key", hex(crypto::public_key_of(known_bytes<32>(in.at("secret"))))}};
    });
    add("sig.sign", [](const Json& in) -> Json {
        return {{"signature", hex(crypto::sign(known_bytes<32>(in.at("secret")), bytes(in.at("message"))))}};
    });
    add("sig.verify", verify_signature);
    add("cry.words", [](const Json& in) -> base::Result<Json> {
        const auto seed = exact_bytes<32>(in.at("seed"));
        if (!seed) return seed.rule();
        crypto::WordStream stream{seed.value()};
        for (auto skip = number<std::uint32_t>(in.at("skip")); skip > 0; --skip) stream.next();
        Json words = Json::array();
        for (auto count = number<std::uint32_t>(in.at("count")); count > 0; --count) words.push_back(stream.next());
        return Json{{"words", words}};
    });
}

}  // namespace bloomcoin::conformance
