kubectl patch deploy web -p '{"spec":{"template":{"metadata":{"annotations":{"settings":"2"}}}}}'
