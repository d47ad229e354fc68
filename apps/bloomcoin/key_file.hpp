// A secret key in a file that nobody else can read:
//
//     bloomcoin wallet 1
//     secret 64 hexadecimal digits
#pragma once

#include <bloomcoin/chain/tx.hpp>

#include <string>

namespace bloomcoin::app {

/// Makes a new file of mode 600. Never replaces one.
void create_key_file(const std::string& path, const crypto::SecretKey& secret);

/// Refuses a file that others can read or write.
crypto::SecretKey read_key_file(const std::string& path);

/// A key out of the system's randomness.
crypto::SecretKey random_secret();

chain::Address address_of(const crypto::SecretKey& secret);

}  // namespace bloomcoin::app
