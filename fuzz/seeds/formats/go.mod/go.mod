module example.com/x

go 1.18
toolchain go1.21.3

require (
	github.com/gorilla/mux v1.8.0 // indirect
	k8s.io/api v0.24.1+incompatible
)
require github.com/gin-gonic/gin v1.9.0
replace a/b v1 => c/d v2
exclude ( a/b v1 )
