package io.sluice.node.edge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueueAttributesTest {
    private static String shown(Checked<SortedMap<String, String>> checked) {
        return checked.match(Object::toString, error -> error.shape().shapeName() + ": " + error.text());
    }

    @ParameterizedTest
    @CsvSource({
        "DelaySeconds, 0, 900",
        "MaximumMessageSize, 1024, 1048576",
        "MessageRetentionPeriod, 60, 1209600",
        "ReceiveMessageWaitTimeSeconds, 0, 20",
        "VisibilityTimeout, 0, 43200",
        "KmsDataKeyReusePeriodSeconds, 60, 86400",
        "InFlightLimit, 1, 120000",
    })
    void takesNumbersOfTheRangeOnly(String name, long least, long greatest) {
        String refused = "InvalidAttributeValue: Invalid value for the parameter " + name + ".";

        assertThat(set(name, Long.toString(least))).isEqualTo("{" + name + "=" + least + "}");
        assertThat(set(name, Long.toString(greatest))).isEqualTo("{" + name + "=" + greatest + "}");
        assertThat(set(name, Long.toString(least - 1))).isEqualTo(refused);
        assertThat(set(name, Long.toString(greatest + 1))).isEqualTo(refused);
        for (String none : new String[] {"", " 70", "70 ", "+70", "7e1", "70.0", "x", "99999999999999999999"}) {
            assertThat(set(name, none)).as(none).isEqualTo(refused);
        }
    }

    private static String set(String name, String value) {
        return shown(QueueAttributes.forSet(Map.of(name, value), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Foobar | 1 | InvalidAttributeName: Unknown Attribute Foobar.",
                "All | 1 | InvalidAttributeName: Unknown Attribute All.",
                "QueueArn | a | InvalidAttributeName: Unknown Attribute QueueArn.",
                "FifoQueue | false | InvalidAttributeName: Unknown Attribute FifoQueue.",
                "ContentBasedDeduplication | true | InvalidAttributeName: Unknown Attribute"
                        + " ContentBasedDeduplication.",
                "DeduplicationScope | queue | InvalidAttributeName: You can specify the DeduplicationScope only when"
                        + " FifoQueue is set to true.",
                "FifoThroughputLimit | perQueue | InvalidAttributeName: You can specify the FifoThroughputLimit only"
                        + " when FifoQueue is set to true.",
                "SqsManagedSseEnabled | yes | InvalidAttributeValue: Invalid value for the parameter"
                        + " SqsManagedSseEnabled.",
                "RedrivePolicy | {} | InvalidParameterValue: Value {} for parameter RedrivePolicy is invalid. Reason:"
                        + " Redrive policy does not contain mandatory attribute: deadLetterTargetArn.",
                "Policy | {} | InvalidAttributeValue: Invalid value for the parameter Policy.",
                "Policy | no | InvalidAttributeValue: Invalid value for the parameter Policy.",
                "RedriveAllowPolicy | [] | InvalidAttributeValue: Invalid value for the parameter RedriveAllowPolicy.",
            })
    void refusesInAwsWords(String name, String value, String text) {
        assertThat(shown(QueueAttributes.forCreate(Map.of(name, value), false))).isEqualTo(text);
        assertThat(set(name, value)).isEqualTo(text);
    }

    @Test
    void bringsValuesIntoOneSpelling() {
        assertThat(set("SqsManagedSseEnabled", "False")).isEqualTo("{SqsManagedSseEnabled=false}");
        assertThat(set("VisibilityTimeout", "030")).isEqualTo("{VisibilityTimeout=30}");
    }

    @Test
    void encryptsInOneWay() {
        String refused = "InvalidAttributeName: You can use one type of server-side encryption (SSE) at one time."
                + " You can either enable KMS SSE or SQS SSE.";

        assertThat(shown(QueueAttributes.forCreate(
                        Map.of("KmsMasterKeyId", "k", "SqsManagedSseEnabled", "true"), false)))
                .isEqualTo(refused);
        assertThat(set("KmsMasterKeyId", "k")).isEqualTo("{KmsMasterKeyId=k, SqsManagedSseEnabled=false}");
        assertThat(set("SqsManagedSseEnabled", "true")).isEqualTo("{KmsMasterKeyId=, SqsManagedSseEnabled=true}");
    }

    @Test
    void removesDocumentsWithNothing() {
        for (String name : new String[] {"Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId"}) {
            assertThat(set(name, "")).isEqualTo("{" + name + "=}");
            assertThat(shown(QueueAttributes.forCreate(Map.of(name, ""), false)))
                    .isEqualTo("{}");
        }
    }

    @Test
    void echoesDocumentsAsTheyAre() {
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
                + "\"Action\":\"sqs:*\",\"Resource\":\"*\"}]}";
        String allow = "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"arn:aws:sqs:us-east-1:0:a\"]}";

        assertThat(set("Policy", policy)).isEqualTo("{Policy=" + policy + "}");
        assertThat(set("RedriveAllowPolicy", allow)).isEqualTo("{RedriveAllowPolicy=" + allow + "}");
        assertThat(set("RedriveAllowPolicy", "{\"redrivePermission\":\"byQueue\"}"))
                .startsWith("InvalidParameterValue: Value {\"redrivePermission\":\"byQueue\"} for parameter");
        assertThat(set("RedriveAllowPolicy", "{\"redrivePermission\":\"some\"}"))
                .startsWith("InvalidParameterValue: Value");
        assertThat(set("Policy", policy.replace("Allow", "Perhaps"))).startsWith("InvalidAttributeValue");
        assertThat(set("Policy", "{\"Statement\":[" + "{\"Effect\":\"Allow\"},".repeat(20) + "{\"Effect\":\"Deny\"}]}"))
                .startsWith("InvalidAttributeValue");
    }

    @Test
    void showsPoliciesAsAwsDoes() {
        String plain =
                "{ 'Id': 'i', 'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '111122223333', 'Service': 's'},"
                        + " 'Action': 'sqs:*', 'Resource': '*'} }";
        String shown = "{'Version':'2008-10-17','Id':'i','Statement':{'Effect':'Allow','Principal':"
                + "{'AWS':'arn:aws:iam::111122223333:root','Service':'s'},'Action':'sqs:*','Resource':'*'}}";
        String several = "{'Version':'2012-10-17','Statement':[{'Effect':'Deny','NotPrincipal':{'AWS':"
                + "['arn:aws:iam::111122223333:user/a',%s]},'Action':'sqs:*',"
                + "'Condition':{'NumericLessThan':{'k':1.50}}}]}";
        String root = several.formatted("'arn:aws:iam::444455556666:root'");

        assertThat(set("Policy", quoted(plain))).isEqualTo("{Policy=" + quoted(shown) + "}");
        assertThat(set("Policy", quoted(several.formatted("'444455556666'"))))
                .isEqualTo("{Policy=" + quoted(root) + "}");
        assertThat(set("Policy", quoted(root))).isEqualTo("{Policy=" + quoted(root) + "}");
        assertThat(set("RedriveAllowPolicy", quoted("{'redrivePermission': 'denyAll', 'sourceQueueArns': null}")))
                .isEqualTo("{RedriveAllowPolicy=" + quoted("{'redrivePermission':'denyAll'}") + "}");
        assertThat(set("RedriveAllowPolicy", quoted("{'redrivePermission':'byQueue','sourceQueueArns':null}")))
                .startsWith("InvalidParameterValue");
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void takesFiftyTagsAndNoMore() {
        var name = Face.ADDRESSES.creatable(Face.ACCOUNT, "jobs").match(good -> good, bad -> {
            throw new AssertionError(bad.text());
        });
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            tags.put("k" + i, "");
        }

        assertThat(QueueTags.check(tags, name)).isInstanceOf(Checked.Good.class);
        tags.put("k50", "");
        assertThat(QueueTags.check(tags, name).match(good -> "", ApiError::text))
                .isEqualTo("Too many tags added for queue jobs.");
        assertThat(QueueTags.check(Map.of("k".repeat(129), ""), name)).isInstanceOf(Checked.Bad.class);
        assertThat(QueueTags.check(Map.of("k", "v".repeat(257)), name)).isInstanceOf(Checked.Bad.class);
    }
}
