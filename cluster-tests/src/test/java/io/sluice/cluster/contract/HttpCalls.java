package io.sluice.cluster.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Calls operations by AWS's protocols, with a client that knows nothing of AWS. */
final class HttpCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIME_MAX = Duration.ofSeconds(10);
    private static final HttpResponse.BodyHandler<String> TEXT =
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);

    private final HttpClient client = HttpClient.newHttpClient();
    private final SqsModel model;
    private final Optional<AwsCredentialsIdentity> signer;

    /** Calls that nobody has signed. */
    HttpCalls(SqsModel model) {
        this(model, Optional.empty());
    }

    /** Calls that this signer has signed, if there is one. */
    HttpCalls(SqsModel model, Optional<AwsCredentialsIdentity> signer) {
        this.model = model;
        this.signer = signer;
    }

    /** What the node at this address tells of a request in JSON. */
    Told json(String address, String operation, JsonNode request, boolean queryMode)
            throws IOException, InterruptedException {
        Map<String, String> headers = new TreeMap<>(
                Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", "AmazonSQS." + operation));
        if (queryMode) {
            headers.put("x-amzn-query-mode", "true");
        }
        HttpResponse<String> response = post(address, headers, request.toString());
        String status = Integer.toString(response.statusCode());
        JsonNode body = JSON.readTree(response.body());
        JsonNode failed = body.path("Failed").path(0);
        if (failed.isObject()) {
            return new Told(
                    failed.path("Code").asText(),
                    status,
                    failed.path("SenderFault").asBoolean() ? "Sender" : "Receiver",
                    failed.path("Message").asText());
        }
        if (!body.has("__type")) {
            return new Told("", status, "", response.body());
        }
        String[] queryError =
                response.headers().firstValue("x-amzn-query-error").orElse(";").split(";", -1);
        return new Told(
                body.path("__type").asText() + " " + queryError[0],
                status,
                queryError[1],
                body.path("message").asText());
    }

    /** What the node at this address tells of a request in a form. */
    Told query(String address, String operation, JsonNode request) throws IOException, InterruptedException {
        return form(address, "Action=" + operation + "&Version=2012-11-05&" + model.form(operation, request));
    }

    /** The same of any form. */
    Told form(String address, String form) throws IOException, InterruptedException {
        return xml(post(address, Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"), form));
    }

    /** A GET, and what the node answers, as it stands there. */
    HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return client.send(call(address).GET().build(), TEXT);
    }

    private static Told xml(HttpResponse<String> response) throws IOException {
        String status = Integer.toString(response.statusCode());
        Document document = parsed(response.body());
        if (document.getElementsByTagName("BatchResultErrorEntry").getLength() > 0) {
            boolean sender = Boolean.parseBoolean(first(document, "SenderFault"));
            return new Told(
                    first(document, "Code"), status, sender ? "Sender" : "Receiver", first(document, "Message"));
        }
        return document.getElementsByTagName("Error").getLength() == 0
                ? new Told("", status, "", response.body())
                : new Told(first(document, "Code"), status, first(document, "Type"), first(document, "Message"));
    }

    private static Document parsed(String xml) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("not XML: " + xml, e);
        }
    }

    private static String first(Document document, String element) {
        NodeList found = document.getElementsByTagName(element);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    private static HttpRequest.Builder call(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(TIME_MAX);
    }

    private HttpResponse<String> post(String address, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder call = call(address).POST(HttpRequest.BodyPublishers.ofString(body));
        if (signer.isPresent()) {
            signed(signer.get(), address, headers, body).forEachHeader((name, values) -> {
                if (!name.equalsIgnoreCase("host")) { // the client's to say
                    values.forEach(value -> call.header(name, value));
                }
            });
        } else {
            headers.forEach(call::header);
        }
        return client.send(call.build(), TEXT);
    }

    private static SdkHttpRequest signed(
            AwsCredentialsIdentity signer, String address, Map<String, String> headers, String body) {
        SdkHttpRequest.Builder plain =
                SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(URI.create(address));
        headers.forEach(plain::putHeader);
        return AwsV4HttpSigner.create()
                .sign(SignRequest.builder(signer)
                        .request(plain.build())
                        .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sqs")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .build())
                .request();
    }
}
