package io.voxward.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalRequestTest {
  private static final byte[] NOTHING = {};

  private static String canonical(
      String method,
      String path,
      @Nullable String query,
      List<Map.Entry<String, String>> headers,
      List<String> signed) {
    return CanonicalRequest.of(
        new SignedRequest(method, path, query, headers, "", NOTHING),
        CanonicalRequest.headers(headers),
        signed,
        CanonicalRequest.hash(NOTHING));
  }

  /** The worked example of AWS's description of Signature Version 4. */
  @Test
  void the_published_example_has_its_published_hash() {
    // When
    String canonical =
        canonical(
            "GET",
            "/",
            "Version=2010-05-08&Action=ListUsers",
            List.of(
                Map.entry("Host", "iam.amazonaws.com"),
                Map.entry("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                Map.entry("X-Amz-Date", "20150830T123600Z")),
            List.of("content-type", "host", "x-amz-date"));

    // Then
    assertThat(CanonicalRequest.hash(canonical.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");
  }

  @Test
  void values_are_trimmed_folded_and_joined_in_the_order_they_came() {
    // When
    String canonical =
        canonical(
            "POST",
            "/",
            null,
            List.of(
                Map.entry("B", "  two\t\t words \r\n here  "),
                Map.entry("A", "first"),
                Map.entry("a", " second ")),
            List.of("a", "b"));

    // Then
    assertThat(canonical).startsWith("POST\n/\n\na:first,second\nb:two words here\n\na;b\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none|''",
        "''|''",
        "b=2&a=1|a=1&b=2",
        "a=2&a=1|a=1&a=2",
        "a-b=1&a=2|a=2&a-b=1",
        "a|a=",
        "a=%7e%2F%20x|a=~%2F%20x",
        "a=b=c|a=b%3Dc",
        "a=%zz&%=1|%25=1&a=%25zz",
        "a=1+2|a=1%2B2"
      })
  void a_query_is_decoded_encoded_the_one_way_and_sorted(@Nullable String query, String expected) {
    // When
    String canonical = canonical("POST", "/", query, List.of(), List.of());

    // Then
    assertThat(canonical.split("\n", -1)[2]).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''|/", "/|/", "//|/", "/a b/|/a%20b/", "/a%20b|/a%2520b", "/a//b|/a/b"})
  void a_path_is_encoded_once_more_and_slashes_do_not_repeat(String path, String expected) {
    // When
    String canonical = canonical("POST", path, null, List.of(), List.of());

    // Then
    assertThat(canonical.split("\n", -1)[1]).isEqualTo(expected);
  }
}
