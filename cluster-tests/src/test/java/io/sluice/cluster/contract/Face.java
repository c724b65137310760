package io.sluice.cluster.contract;

/** The ways to call a node. */
enum Face {
    GRPC,
    /** awsJson 1.0 as SDKs speak it that knew the query protocol before. */
    JSON,
    /** awsJson 1.0 of clients that know nothing of the query protocol. */
    BARE_JSON,
    /** awsQuery, answered in XML. */
    QUERY
}
