// Calls a hub with the client that openapi-generator generates for Go.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"

	crossdock "crossdock/client"
)

func must[T any](answer T, _ *http.Response, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return answer
}

func main() {
	configuration := crossdock.NewConfiguration()
	configuration.Servers = crossdock.ServerConfigurations{{URL: os.Getenv("CROSSDOCK_URL") + "/api/v2"}}
	orders := crossdock.NewAPIClient(configuration).OrdersAPI
	ctx := context.WithValue(context.Background(), crossdock.ContextAccessToken, os.Getenv("CROSSDOCK_KEY"))

	order := *crossdock.NewPlaceOrder("web", []crossdock.OrderedLine{*crossdock.NewOrderedLine("BSK-07", 2)})
	placed := must(orders.OrdersPlace(ctx).PlaceOrder(order).IdempotencyKey("openapi-generator-go-1").Execute())
	whole := must(orders.OrdersGet(ctx, placed.Id).Execute()).Order
	first := must(orders.OrdersList(ctx).Limit(1).Execute()).OrdersListAnswer
	second := must(orders.OrdersList(ctx).Limit(1).Cursor(first.GetNextCursor()).Execute()).OrdersListAnswer
	laden := must(orders.OrdersList(ctx).Limit(1).Include([]string{"payments", "timeline"}).Execute()).OrdersListAnswer
	included := laden.Data[0].GetIncluded()
	fields := []string{"number", "totals.total"}
	part := must(orders.OrdersGet(ctx, placed.Id).Fields(fields).Include([]string{"timeline"}).Execute()).PartialOrder
	totals, brought := part.GetTotals(), part.GetIncluded()
	entry := must(orders.OrdersList(ctx).Limit(1).Fields([]string{"number"}).Execute()).PartialOrdersListAnswer.Data[0]

	err := json.NewEncoder(os.Stdout).Encode(map[string]any{
		"placed":   placed.Number,
		"whole":    []any{whole.Number, whole.Totals.Total, whole.Lines[0].Sku},
		"pages":    []any{first.Data[0].Number, second.Data[0].Number},
		"included": []any{len(included.Payments), included.Timeline[0].Type},
		"part":     []any{part.Number, totals.GetTotal(), part.Currency, len(brought.Timeline)},
		"entry":    []any{entry.Number, entry.Id},
	})
	if err != nil {
		log.Fatal(err)
	}
}
