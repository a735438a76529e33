package io.voxward.wire.voiceid;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * JSON as AWS JSON 1.0 has it: members in PascalCase, times as seconds since 1970 with a fraction
 * to milliseconds, absent members left out, unknown ones ignored.
 */
final class VoiceIdJson {
  /** The mapper; used to make readers and writers, never to convert by itself. */
  static final ObjectMapper MAPPER = mapper();

  private static final int MAX_DEPTH = 20;
  private static final int MAX_NUMBER_LENGTH = 40;
  private static final long MILLIS = 1000;

  private VoiceIdJson() {}

  private static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();
    SimpleModule times = new SimpleModule("epoch seconds");
    times.addSerializer(Instant.class, new EpochWriter());
    times.addDeserializer(Instant.class, new EpochReader());
    return JsonMapper.builder(factory)
        .addModule(times)
        .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
        .enable(
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .build();
  }

  /** A fingerprint of a request by its members: the same however a client orders or spaces them. */
  static byte[] fingerprint(Object request) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(MAPPER.writeValueAsBytes(request));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("requests are plain records", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static final class EpochWriter extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator out, SerializerProvider context)
        throws IOException {
      long millis = time.toEpochMilli();
      if (millis % MILLIS == 0) {
        out.writeNumber(millis / MILLIS);
      } else {
        out.writeNumber(BigDecimal.valueOf(millis, 3));
      }
    }
  }

  private static final class EpochReader extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      BigDecimal millis = in.getDecimalValue().movePointRight(3);
      return Instant.ofEpochMilli(millis.longValue());
    }
  }
}
