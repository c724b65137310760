package io.sluice.client.fake;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.CancelScheduleRequest;
import io.sluice.api.v1.CancelScheduleResponse;
import io.sluice.api.v1.GetScheduleRequest;
import io.sluice.api.v1.GetScheduleResponse;
import io.sluice.api.v1.ListSchedulesRequest;
import io.sluice.api.v1.ListSchedulesResponse;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.RescheduleMessageRequest;
import io.sluice.api.v1.RescheduleMessageResponse;
import io.sluice.api.v1.Schedule;
import io.sluice.api.v1.ScheduleMessageRequest;
import io.sluice.api.v1.ScheduleMessageResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The part of the fake's face that is about schedules. What recurs is kept and never sends. */
class FakeSchedules extends QueueServiceGrpc.QueueServiceImplBase {
    private final FakeCluster cluster;

    FakeSchedules(FakeCluster cluster) {
        this.cluster = cluster;
    }

    /** The schedules that the nodes share. */
    static final class Book {
        private final Map<String, GetScheduleResponse> byId = new ConcurrentHashMap<>();
        private final AtomicLong last = new AtomicLong();
    }

    @Override
    public void scheduleMessage(ScheduleMessageRequest request, StreamObserver<ScheduleMessageResponse> out) {
        Book book = cluster.book();
        String id =
                request.getScheduleId().isEmpty() ? "given-" + book.last.incrementAndGet() : request.getScheduleId();
        long atMillis = request.hasRecurrence() ? System.currentTimeMillis() + 3_600_000 : request.getAtTimestamp();
        Schedule.Builder schedule = Schedule.newBuilder().setScheduleId(id).setNextTimestamp(atMillis);
        if (request.hasRecurrence()) {
            schedule.setRecurrence(request.getRecurrence());
        } else {
            Executor then = CompletableFuture.delayedExecutor(
                    Math.max(0, atMillis - System.currentTimeMillis()), TimeUnit.MILLISECONDS);
            then.execute(() -> send(request, id));
        }
        book.byId.put(
                id,
                GetScheduleResponse.newBuilder()
                        .setSchedule(schedule)
                        .setMessageBody(request.getMessageBody())
                        .build());
        out.onNext(ScheduleMessageResponse.newBuilder()
                .setScheduleId(id)
                .setNextTimestamp(atMillis)
                .build());
        out.onCompleted();
    }

    private void send(ScheduleMessageRequest request, String id) {
        if (cluster.book().byId.remove(id) != null) {
            cluster.with(request.getQueueUrl(), queue -> queue.send(request.getMessageBody(), Map.of(), 0));
        }
    }

    @Override
    public void cancelSchedule(CancelScheduleRequest request, StreamObserver<CancelScheduleResponse> out) {
        if (cluster.book().byId.remove(request.getScheduleId()) == null) {
            out.onError(missing());
            return;
        }
        out.onNext(CancelScheduleResponse.getDefaultInstance());
        out.onCompleted();
    }

    @Override
    public void rescheduleMessage(RescheduleMessageRequest request, StreamObserver<RescheduleMessageResponse> out) {
        out.onNext(RescheduleMessageResponse.newBuilder()
                .setNextTimestamp(request.getAtTimestamp())
                .build());
        out.onCompleted();
    }

    @Override
    public void getSchedule(GetScheduleRequest request, StreamObserver<GetScheduleResponse> out) {
        Optional.ofNullable(cluster.book().byId.get(request.getScheduleId()))
                .ifPresentOrElse(
                        found -> {
                            out.onNext(found);
                            out.onCompleted();
                        },
                        () -> out.onError(missing()));
    }

    @Override
    public void listSchedules(ListSchedulesRequest request, StreamObserver<ListSchedulesResponse> out) {
        List<Schedule> all = cluster.book().byId.values().stream()
                .map(GetScheduleResponse::getSchedule)
                .sorted(Comparator.comparing(Schedule::getNextTimestamp))
                .toList();
        int from = request.getNextToken().isEmpty() ? 0 : Integer.parseInt(request.getNextToken());
        int to = Math.min(all.size(), from + request.getMaxResults());
        out.onNext(ListSchedulesResponse.newBuilder()
                .addAllSchedules(all.subList(from, to))
                .setTotal(all.size())
                .setNextToken(to < all.size() ? Integer.toString(to) : "")
                .build());
        out.onCompleted();
    }

    private static RuntimeException missing() {
        return Refusals.coded(Status.NOT_FOUND, "ResourceNotFoundException", "There is no such schedule.");
    }
}
