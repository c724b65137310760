package io.sluice.node.app;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.sluice.node.edge.wire.WireDates;
import io.sluice.node.edge.wire.WireIds;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * What this port refuses before any protocol of AWS is known: requests that do not come in time, that the HTTP library
 * cannot read, or that come while nothing is served. Each refusal has an id and a date, as every answer of AWS, and no
 * text but its status. Thread-safe.
 */
final class Refusals implements ServerErrorHandler {
    private final WireIds ids = new WireIds(new SecureRandom());
    private final WireDates dates;

    /** Refusals with these dates. */
    Refusals(WireDates dates) {
        this.dates = dates;
    }

    /** A refusal with that status. */
    HttpResponse of(HttpStatus status) {
        return rendered(status).toHttpResponse();
    }

    @Override
    public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
        // The library finds the status, and then asks below how it looks.
        return null;
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return rendered(status);
    }

    private AggregatedHttpResponse rendered(HttpStatus status) {
        ResponseHeaders headers = ResponseHeaders.builder(status)
                .contentType(MediaType.PLAIN_TEXT_UTF_8)
                .set(WireIds.HEADER, ids.fresh())
                .set(HttpHeaderNames.DATE, dates.now())
                .build();
        return AggregatedHttpResponse.of(headers, HttpData.ofUtf8(status.toString()));
    }
}
