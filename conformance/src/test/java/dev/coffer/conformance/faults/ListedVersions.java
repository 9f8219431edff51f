package dev.coffer.conformance.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/**
 * ListObjectVersions with versions and delete markers in the one order in which the answer has them: the SDK tells them as
 * two lists, which loses what came after what.
 */
final class ListedVersions implements ExecutionInterceptor {
    private static final ExecutionAttribute<List<Entry>> ENTRIES = new ExecutionAttribute<>("CofferListedEntries");
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    /** One line of the listing; {@code size} in bytes, 0 for a delete marker. */
    record Entry(String key, String versionId, boolean deleteMarker, long size) {}

    /** All of a bucket, each key's latest version first; its client must have this interceptor. Keys are plain ASCII. */
    static List<Entry> of(S3Client s3, String bucket) {
        List<Entry> all = new ArrayList<>();
        Optional<ListObjectVersionsResponse> last = Optional.empty();
        do {
            List<Entry> page = new ArrayList<>();
            String key = last.map(ListObjectVersionsResponse::nextKeyMarker).orElse(null);
            String version =
                    last.map(ListObjectVersionsResponse::nextVersionIdMarker).orElse(null);
            last = Optional.of(s3.listObjectVersions(l -> l.bucket(bucket)
                    .keyMarker(key)
                    .versionIdMarker(version)
                    .overrideConfiguration(o -> o.putExecutionAttribute(ENTRIES, page))));
            all.addAll(page);
        } while (last.orElseThrow().isTruncated());
        return all;
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        List<Entry> entries = attributes.getAttribute(ENTRIES);
        if (entries == null
                || !context.httpResponse().isSuccessful()
                || context.responseBody().isEmpty()) {
            return context.responseBody();
        }
        try (InputStream body = context.responseBody().get()) {
            byte[] answer = body.readAllBytes();
            entries.clear(); // of an attempt before this one
            parse(answer, entries);
            return Optional.of(new ByteArrayInputStream(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("not XML", e);
        }
    }

    private static void parse(byte[] answer, List<Entry> entries) throws XMLStreamException {
        XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(answer));
        while (reader.hasNext()) {
            reader.next();
            if (reader.isStartElement()) {
                String name = reader.getLocalName();
                if (name.equals("Version") || name.equals("DeleteMarker")) {
                    entries.add(entry(reader, name));
                }
            }
        }
    }

    private static Entry entry(XMLStreamReader reader, String name) throws XMLStreamException {
        Map<String, String> fields = new HashMap<>();
        String field = "";
        while (!(reader.next() == XMLStreamReader.END_ELEMENT
                && reader.getLocalName().equals(name))) {
            if (reader.isStartElement()) {
                field = reader.getLocalName();
            } else if (reader.isCharacters()) {
                fields.merge(field, reader.getText(), String::concat);
            }
        }
        return new Entry(
                fields.getOrDefault("Key", ""),
                fields.getOrDefault("VersionId", ""),
                name.equals("DeleteMarker"),
                Long.parseLong(fields.getOrDefault("Size", "0")));
    }
}
