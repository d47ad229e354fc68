#include <bloomcoin/base/rules.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <set>

using namespace bloomcoin;

TEST_CASE("[BAS-2] an id is three capitals, a dash and a number, and stands once") {
    std::set<std::string_view> seen;
    for (const auto& entry : base::rules) {
        INFO(entry.id);
        CHECK(seen.insert(entry.id).second);
        CHECK(entry.id.size() >= 5);
        CHECK(std::all_of(entry.id.begin(), entry.id.begin() + 3, [](unsigned char c) { return std::isupper(c); }));
        CHECK(entry.id[3] == '-');
        CHECK(entry.id[4] != '0');
        CHECK(std::all_of(entry.id.begin() + 4, entry.id.end(), [](unsigned char c) { return std::isdigit(c); }));
    }
}

TEST_CASE("[BAS-2] a sentence begins with a capital and ends with a full stop") {
    for (const auto& entry : base::rules) {
        INFO(entry.sentence);
        CHECK(std::isupper(static_cast<unsigned char>(entry.sentence.front())));
        CHECK(entry.sentence.back() == '.');
    }
}
