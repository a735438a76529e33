package io.voxward.wire.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxward.watchlist.FraudsterRemarks;
import org.jspecify.annotations.Nullable;

/** What changes about a fraudster: a member left out stays as it is, {@code null} removes it. */
public record FraudsterRequest(@Nullable JsonNode label, @Nullable JsonNode note) {

  FraudsterRemarks on(FraudsterRemarks before) {
    return new FraudsterRemarks(
        Body.text("label", label, before.label()), Body.text("note", note, before.note()));
  }
}
