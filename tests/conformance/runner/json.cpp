#include "json.hpp"

namespace bloomcoin::conformance {

Json parsed(const std::string& text, int depth_max) {
    bool is_deep = false;
    Json json = Json::parse(
        text,
        [&](int depth, Json::parse_event_t, Json&) {
            is_deep = is_deep || depth > depth_max;
            return !is_deep;
        },
        false);
    return is_deep ? Json(Json::value_t::discarded) : json;
}

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace bloomcoin::conformance
