package io.sluice.node.edge.access;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A call as policies look at it.
 *
 * @param arn of the resource
 * @param owner account of the resource
 * @param now when the call is decided
 */
public record Circumstances(Caller caller, Action action, String arn, String owner, Instant now) {
    /** The value of a condition's key, if the call has one; keys have no case. */
    Optional<String> value(String key) {
        Identity identity = caller.identity();
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "aws:principalarn" -> Optional.of(identity.arn());
            case "aws:principalaccount" -> Optional.of(identity.account());
            case "aws:principaltype" -> Optional.of("User");
            case "aws:username" -> Optional.of(identity.name());
            case "aws:userid" -> Optional.of(identity.credential());
            case "aws:resourceaccount" -> Optional.of(owner);
            case "aws:sourceip" -> caller.address().map(InetAddress::getHostAddress);
            case "aws:securetransport" -> Optional.of(Boolean.toString(caller.secure()));
            case "aws:currenttime" -> Optional.of(now.toString());
            case "aws:epochtime" -> Optional.of(Long.toString(now.getEpochSecond()));
            // aws:SourceArn and aws:SourceAccount come with calls that a service makes for somebody; none does yet.
            default -> Optional.empty();
        };
    }
}
