package io.sluice.aws.bench;

import io.sluice.client.bench.ForeignClient;
import java.net.URI;
import java.util.List;

/** Opens AWS's SDK for a benchmark. */
public final class AwsClientMaker implements ForeignClient.Maker {
    /** For {@link java.util.ServiceLoader}. */
    public AwsClientMaker() {}

    @Override
    public ForeignClient open(List<URI> endpoints) {
        return new AwsClient(endpoints.stream().map(AwsEndpoint::new).toList());
    }
}
