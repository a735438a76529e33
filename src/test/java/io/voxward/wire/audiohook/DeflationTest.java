package io.voxward.wire.audiohook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which offers of compression are taken, and what is answered. */
class DeflationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          permessage-deflate | permessage-deflate
          permessage-deflate; client_max_window_bits | permessage-deflate
          permessage-deflate; client_max_window_bits=10 | permessage-deflate
          PerMessage-Deflate ;client_no_context_takeover | permessage-deflate; client_no_context_takeover
          permessage-deflate; server_no_context_takeover | permessage-deflate; server_no_context_takeover
          permessage-deflate; server_max_window_bits="12" | permessage-deflate; server_max_window_bits=12
          permessage-deflate; server_max_window_bits=8; client_no_context_takeover; server_no_context_takeover | permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=8
          permessage-deflate; client_max_window_bits, deflate-frame, x-webkit-deflate-frame | permessage-deflate
          permessage-deflate; new_thing, permessage-deflate | permessage-deflate
          deflate-frame; a="b", permessage-deflate | permessage-deflate
          """)
  void an_offer_that_we_can_keep_is_taken(String offer, String answer) {
    assertThat(Deflation.first(List.of(offer)).map(Deflation::answer)).contains(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "deflate-frame",
        "permessage-deflat",
        "permessage-deflate; unknown",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=015",
        "permessage-deflate; client_max_window_bits=0",
        "permessage-deflate; client_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; server_max_window_bits=\"12",
        "permessage-deflate;",
        "x; a=\"y, permessage-deflate",
        "x=1, permessage-deflate",
        "; permessage-deflate"
      })
  void every_other_offer_is_passed_over(String offer) {
    assertThat(Deflation.first(List.of(offer))).isEmpty();
  }

  @Test
  void offers_may_come_in_several_lines() {
    assertThat(Deflation.first(List.of("deflate-frame", "permessage-deflate"))).isPresent();
  }

  @Test
  void offers_that_are_too_long_are_not_read() {
    String many = "permessage-deflate; unknown, ".repeat(50) + "permessage-deflate";

    assertThat(Deflation.first(List.of(many))).isEmpty();
  }

  @Test
  void a_client_that_says_so_begins_every_message_anew() {
    Optional<Deflation> agreed =
        Deflation.first(List.of("permessage-deflate; client_no_context_takeover"));

    assertThat(agreed.map(Deflation::forgets)).contains(true);
  }
}
