package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Administers the keys of a server. */
record Keys(Http http, String adminKey) {
  private static final String PATH = "/admin/api-keys";

  /** A key with these permissions: the answer that shows its text. */
  JsonNode create(String name, String... permissions) {
    String list = "[\"" + String.join("\",\"", permissions) + "\"]";
    return created("{\"name\":\"" + name + "\",\"permissions\":" + list + "}");
  }

  /** A key as a body describes it. */
  JsonNode created(String body) {
    HttpResponse<byte[]> response = send(http.json(PATH, body));
    assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(201);
    return Http.json(response);
  }

  HttpResponse<byte[]> list() {
    return send(http.request(PATH));
  }

  JsonNode get(String id) {
    return Http.json(send(http.request(PATH + "/" + id)));
  }

  HttpResponse<byte[]> revoke(String id) {
    return send(http.request(PATH + "/" + id).DELETE());
  }

  HttpResponse<byte[]> rotate(String id, String body) {
    return send(http.json(PATH + "/" + id + "/rotate", body));
  }

  HttpResponse<byte[]> change(String id, String body) {
    return send(http.json(PATH + "/" + id, body).method("PATCH", BodyPublishers.ofString(body)));
  }

  /** Sends an administrator's request. */
  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    return http.send(request.header("X-API-Key", adminKey));
  }

  /** What a text request answers to a key. */
  int status(String key) {
    return http.send(
            http.json("/embed/text", "{\"texts\":[\"a red circle\"]}").header("X-API-Key", key))
        .statusCode();
  }
}
