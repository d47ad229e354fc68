// Operations of the room codec.
#include "ops.hpp"

namespace bloomcoin::conformance {

void add_codec(Operations& operations) {
    operations["cod.from_hex"].emplace(any_profile, [](const Json& in) -> base::Result<Json> {
        const auto result = codec::from_hex(in.at("text").get_ref<const std::string&>());
        if (!result) return result.rule();
        return Json{{"bytes", result.value()}};
    });
    operations["cod.to_hex"].emplace(any_profile, [](const Json& in) -> base::Result<Json> {
        return Json{{"text", hex(in.at("bytes").get<base::Bytes>())}};
    });
}

}  // namespace bloomcoin::conformance
