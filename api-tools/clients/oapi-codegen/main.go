// Calls a hub with the client that oapi-codegen generates from the document.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"

	"crossdock/client"
)

func must[T any](answer T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return answer
}

func main() {
	ctx := context.Background()
	authorized := client.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+os.Getenv("CROSSDOCK_KEY"))
		return nil
	})
	orders := must(client.NewClientWithResponses(os.Getenv("CROSSDOCK_URL")+"/api/v2", authorized))
	list := func(params client.OrdersListParams) *client.OrdersList200JSONResponseBody {
		params.Limit = new(int32)
		*params.Limit = 1
		answer := must(orders.OrdersListWithResponse(ctx, &params))
		if answer.JSON200 == nil {
			log.Fatal(string(answer.Body))
		}
		return answer.JSON200
	}

	key := "oapi-codegen-1"
	order := client.PlaceOrder{Channel: "web", Lines: []client.OrderedLine{{Sku: "BSK-07", Quantity: 2}}}
	answer := must(orders.OrdersPlaceWithResponse(ctx, &client.OrdersPlaceParams{IdempotencyKey: &key}, order))
	if answer.JSON201 == nil {
		log.Fatal(string(answer.Body))
	}
	placed := answer.JSON201
	id := fmt.Sprint(placed.Id)
	whole := must(must(orders.OrdersGetWithResponse(ctx, id, nil)).JSON200.AsOrder())
	first := must(list(client.OrdersListParams{}).AsOrdersListAnswer())
	second := must(list(client.OrdersListParams{Cursor: first.NextCursor}).AsOrdersListAnswer())
	wanted := []client.OrdersListParamsInclude{"payments", "timeline"}
	laden := must(list(client.OrdersListParams{Include: &wanted}).AsOrdersListAnswer())
	included := laden.Data[0].Included
	fields := []string{"number", "totals.total"}
	params := client.OrdersGetParams{Fields: &fields, Include: &[]client.OrdersGetParamsInclude{"timeline"}}
	part := must(must(orders.OrdersGetWithResponse(ctx, id, &params)).JSON200.AsPartialOrder())
	thin := must(list(client.OrdersListParams{Fields: &[]string{"number"}}).AsPartialOrdersListAnswer())

	err := json.NewEncoder(os.Stdout).Encode(map[string]any{
		"placed":   placed.Number,
		"whole":    []any{whole.Number, whole.Totals.Total, whole.Lines[0].Sku},
		"pages":    []any{first.Data[0].Number, second.Data[0].Number},
		"included": []any{len(*included.Payments), (*included.Timeline)[0].Type},
		"part":     []any{part.Number, part.Totals.Total, part.Currency, len(*part.Included.Timeline)},
		"entry":    []any{thin.Data[0].Number, thin.Data[0].Id},
	})
	if err != nil {
		log.Fatal(err)
	}
}
