// The same messages as Protocol Buffers, by the code that protoc writes for wire.proto: what a
// general format with generated code costs. Nothing is checked there but the form.
#include "wire.hpp"

#include <wire.pb.h>

namespace bloomcoin::bench {

namespace {

template <class Bytes>
std::string text_of(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

proto::Endpoint proto_of(const wire::Endpoint& endpoint) {
    proto::Endpoint message;
    message.set_ip(text_of(endpoint.ip));
    message.set_port(endpoint.port);
    return message;
}

proto::Version proto_of(const wire::Version& version) {
    proto::Version message;
    message.set_version(version.version);
    message.set_services(version.services);
    message.set_time_s(version.time_s);
    *message.mutable_receiver() = proto_of(version.receiver);
    *message.mutable_sender() = proto_of(version.sender);
    message.set_nonce(version.nonce);
    message.set_user_agent(text_of(version.user_agent));
    message.set_height(version.height);
    message.set_genesis(text_of(version.genesis));
    return message;
}

proto::Header proto_of(const chain::Header& header) {
    proto::Header message;
    message.set_version(header.version);
    message.set_previous(text_of(header.previous));
    message.set_merkle_root(text_of(header.merkle_root));
    message.set_time_s(header.time_s);
    message.set_difficulty(header.difficulty);
    message.set_nonce(header.nonce);
    message.set_bloom_step(header.bloom_step);
    message.set_coherence(header.coherence);
    message.set_mean_phase(header.mean_phase);
    message.set_bloom_digest(text_of(header.bloom_digest));
    return message;
}

proto::Transaction proto_of(const chain::Transaction& transaction) {
    proto::Transaction message;
    message.set_version(transaction.body.version);
    for (const chain::Input& input : transaction.body.inputs) {
        proto::Input& one = *message.add_inputs();
        one.set_txid(text_of(input.outpoint.txid));
        one.set_index(input.outpoint.index);
        one.set_public_key(text_of(input.public_key));
    }
    for (const chain::Output& output : transaction.body.outputs) {
        proto::Output& one = *message.add_outputs();
        one.set_amount(output.amount);
        one.set_address(text_of(output.address));
    }
    message.set_lock_height(transaction.body.lock_height);
    for (const crypto::Signature& signature : transaction.signatures) message.add_signatures(text_of(signature));
    return message;
}
proto::Transaction proto_of(const wire::Tx& tx) { return proto_of(tx.transaction); }

proto::Block proto_of(const wire::Block& block) {
    proto::Block message;
    *message.mutable_header() = proto_of(block.block.header);
    for (const chain::Transaction& transaction : block.block.transactions)
        *message.add_transactions() = proto_of(transaction);
    return message;
}

proto::Headers proto_of(const wire::Headers& headers) {
    proto::Headers message;
    for (const chain::Header& header : headers.headers) *message.add_headers() = proto_of(header);
    return message;
}

proto::Phase proto_of(const wire::Phase& phase) {
    proto::Phase message;
    message.set_height(phase.height);
    message.set_coherence(phase.coherence);
    for (const std::uint16_t bin : phase.phases) message.add_phases(bin);
    return message;
}

proto::Addr proto_of(const wire::Addr& addr) {
    proto::Addr message;
    for (const wire::AddressRecord& record : addr.records) {
        proto::AddressRecord& one = *message.add_records();
        one.set_last_seen_s(record.last_seen_s);
        one.set_services(record.services);
        *one.mutable_endpoint() = proto_of(record.endpoint);
    }
    return message;
}

proto::Ping proto_of(const wire::Ping& ping) {
    proto::Ping message;
    message.set_nonce(ping.nonce);
    return message;
}

proto::Inventory proto_of(const wire::Inventory& inventory) {
    proto::Inventory message;
    for (const wire::Entry& entry : inventory.entries) {
        proto::Entry& one = *message.add_entries();
        one.set_kind(entry.kind);
        one.set_hash(text_of(entry.hash));
    }
    return message;
}

template <class Proto>
void register_protobuf(const Sample& sample, const Proto& message) {
    const std::string bytes = message.SerializeAsString();
    time_of(sample, "decode/protobuf", bytes.size(), [bytes] {
        Proto decoded;
        benchmark::DoNotOptimize(decoded.ParseFromString(bytes));
        benchmark::DoNotOptimize(decoded);
    });
    time_of(sample, "encode/protobuf", bytes.size(), [message] {
        auto encoded = message.SerializeAsString();
        benchmark::DoNotOptimize(encoded);
    });
}

const bool is_registered = [] {
    for (const Sample& sample : samples()) {
        std::visit(
            [&](const auto& message) {
                if constexpr (requires { proto_of(message); }) register_protobuf(sample, proto_of(message));
            },
            sample.message);
    }
    return true;
}();

}  // namespace

}  // namespace bloomcoin::bench
