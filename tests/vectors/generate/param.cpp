// Cases of the room param.
#include "book.hpp"

namespace bloomcoin::vectors {

void write_param(Book& book) {
    Group& group = book.group("param", "profile");
    for (const std::string& profile : conformance::reference_profiles()) {
        group.accept(
            {"par.profile", profile, Source::spec, {"PAR-1", "PAR-2", "PAR-3", "PAR-4", "PAR-5", "NUM-7", "NUM-9"}},
            "constants", Json::object(), "a profile with one other constant is another network");
        group.accept({"par.chain", profile, Source::spec, {"PAR-6", "AMT-3"}}, "constants", Json::object(),
                     "the constants of the chain, and the supply that follows from them");
        group.accept({"par.wire", profile, Source::spec, {"PAR-7"}}, "constants", Json::object(),
                     "the constants of the wire");
    }
}

}  // namespace bloomcoin::vectors
