Gem::Specification.new do |spec|
  spec.required_ruby_version = [">= 2.6", "< 4"]
  spec.add_dependency "rails", ">= 5.2"
  spec.add_development_dependency("rspec", "~> 3")
end
