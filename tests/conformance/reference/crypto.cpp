// Operations of the room crypto.
#include "ops.hpp"

namespace bloomcoin::conformance {

void add_crypto(Operations& operations) {
    const auto add = [&](std::string name, Operation operation) {
        operations[std::move(name)].emplace(any_profile, std::move(operation));
    };
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
