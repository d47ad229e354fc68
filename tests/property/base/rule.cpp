#include <bloomcoin/base/rule.hpp>

#include <doctest/doctest.h>

using namespace bloomcoin;

TEST_CASE("[BAS-2] every id of the table is found with its own sentence") {
    for (const auto& entry : base::rules) {
        const auto found = base::find_rule(entry.id);
        REQUIRE(found.has_value());
        CHECK(found->sentence == entry.sentence);
    }
}

TEST_CASE("[BAS-2] an id that the table lacks is not found") {
    for (const char* id : {"", "COD", "COD-", "COD-01", "cod-1", "COD-1 ", "XXX-1"}) CHECK(!base::find_rule(id));
}

TEST_CASE("[BAS-2] rules are equal when their ids are") {
    CHECK(base::Rule("COD-1") == base::Rule("COD-1"));
    CHECK(base::Rule("COD-1") != base::Rule("COD-2"));
    CHECK(base::Rule("POC-5").id() == "POC-5");
}
