package io.sluice.node.edge.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.node.raft.ProposeFailure;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StatusMappingTest {
    @ParameterizedTest
    @EnumSource
    void tellsTextAndShape(ErrorShape shape) {
        ApiError error = new ApiError(shape, "so it is");

        assertThat(StatusMapping.status(error).getDescription()).isEqualTo("so it is");
        assertThat(StatusMapping.status(error).isOk()).isFalse();
        assertThat(StatusMapping.trailers(error).get(StatusMapping.ERROR_CODE)).isEqualTo(shape.shapeName());
    }

    @Test
    void tellsFailuresOfTheClusterAsWhatMayBeRetried() {
        assertThat(code(ProposeFailure.notLeader("x", Optional.empty()))).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(code(ProposeFailure.unknown("x"))).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(code(ProposeFailure.overloaded("x"))).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(code(ProposeFailure.timedOut("x"))).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void tellsNothingOfFaultsOfTheProgram() {
        ApiError error = Failures.error(new CompletionException(new IllegalStateException("secret")));

        assertThat(error.shape()).isEqualTo(ErrorShape.INTERNAL_FAILURE);
        assertThat(error.text()).doesNotContain("secret");
    }

    private static Status.Code code(Throwable thrown) {
        return StatusMapping.status(Failures.error(new CompletionException(thrown)))
                .getCode();
    }
}
