#include "line.hpp"

#include <functional>
#include <set>
#include <string_view>
#include <vector>

namespace bloomcoin::conformance {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Looks at every event of the parser for what the library accepts and we do not.
class Inspector {
public:
    /// What was expected instead; empty as long as nothing is wrong.
    std::string problem;

    bool operator()(int depth, Json::parse_event_t event, const Json& value) {
        if (depth > answer_depth_max) problem = "no nesting deeper than " + std::to_string(answer_depth_max);
        if (event == Json::parse_event_t::object_start) keys_.emplace_back();
        if (event == Json::parse_event_t::object_end) keys_.pop_back();
        if (event == Json::parse_event_t::key && !keys_.back().insert(value).second) problem = "each key once";
        // The parser makes a signed zero of nothing but "-0".
        if (event == Json::parse_event_t::value && value.type() == Json::value_t::number_integer && value == 0)
            problem = "0 without a sign";
        return problem.empty();
    }

private:
    std::vector<std::set<std::string>> keys_;
};

}  // namespace

Json read_line(const std::string& line) {
    if (line.starts_with(byte_order_mark)) throw Malformed{"no byte order mark"};
    if (line.find('\0') != std::string::npos) throw Malformed{"no zero byte"};
    Inspector inspector;
    Json json = Json::parse(line, std::ref(inspector), false);
    if (!inspector.problem.empty()) throw Malformed{inspector.problem};
    if (!json.is_object()) throw Malformed{"a JSON object"};
    return json;
}

}  // namespace bloomcoin::conformance
